package io.everswitch.journal.plugin;

import com.sun.management.OperatingSystemMXBean;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.everswitch.journal.JournalExtension;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/**
 * Acknowledged appends per second of real persistent actors: this journal against Pekko's in-memory one, in one run. Not a
 * test; run {@code main} on the test class path, optionally with the seconds for each figure.
 */
public final class JournalBench {

    private static final int TEXT_CHARS = 300;
    private static final int[] CONCURRENT = {1, 64, 256};

    private static final OperatingSystemMXBean CPU = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** Of the last figure: on a machine that others use, too, it says more than appends per second. */
    private static double cpuMicros;

    private JournalBench() {}

    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        String[] kinds = {"inmem", "everswitch", "everswitch-2-lanes"};
        double[][] rates = new double[kinds.length][CONCURRENT.length];
        for (int kind = 0; kind < kinds.length; kind++) {
            Path dir = Files.createTempDirectory("journal-bench");
            ActorTestKit kit = ActorTestKit.create("bench", config(kinds[kind], dir));
            if (kind > 0) {
                JournalExtension.get(kit.system());
            }
            run(kit, "warm", 64, seconds);
            for (int i = 0; i < CONCURRENT.length; i++) {
                rates[kind][i] = run(kit, "n" + CONCURRENT[i], CONCURRENT[i], seconds);
                String status = kind > 0
                        ? String.valueOf(JournalExtension.get(kit.system()).status())
                        : "";
                System.out.printf(
                        "BENCH %-20s %4d ids %9.0f appends/s, %.2f of in-memory, %.1f us of CPU each  %s%n",
                        kinds[kind], CONCURRENT[i], rates[kind][i], rates[kind][i] / rates[0][i], cpuMicros, status);
            }
            kit.shutdownTestKit();
        }
    }

    private static Config config(String kind, Path dir) {
        String more = switch (kind) {
            case "inmem" -> """
                        pekko.persistence.journal.plugin = "pekko.persistence.journal.inmem"
                        pekko.persistence.journal.inmem.test-serialization = off
                        """;
            case "everswitch" -> "everswitch.journal.serializer-threads = 0";
            default -> "everswitch.journal.serializer-threads = 2";
        };
        return ConfigFactory.parseString("everswitch.journal { memtable-bytes = 32 MiB, seal-idle-ms = 50 }")
                .withFallback(EverswitchJournalTest.config(dir, more));
    }

    private static double run(ActorTestKit kit, String name, int ids, int seconds) throws InterruptedException {
        LongAdder count = new LongAdder();
        ThreadLocalRandom random = ThreadLocalRandom.current();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < TEXT_CHARS; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        long run = System.nanoTime();
        for (int i = 0; i < ids; i++) {
            kit.<Object>spawn(Loop.create(name + "-" + run + "-" + i, text.toString(), count))
                    .tell("go");
        }
        Thread.sleep(500);
        long before = count.sum();
        long cpuBefore = CPU.getProcessCpuTime();
        long begun = System.nanoTime();
        Thread.sleep(seconds * 1_000L);
        long done = count.sum() - before;
        double rate = done * 1e9 / (System.nanoTime() - begun);
        cpuMicros = (CPU.getProcessCpuTime() - cpuBefore) / 1e3 / Math.max(1, done);
        kit.system().classicSystem().actorSelection("/user/*").tell("stop", org.apache.pekko.actor.ActorRef.noSender());
        Thread.sleep(1_000);
        return rate;
    }

    /** Persists one event after the other, the next when the one before is acknowledged. */
    private static final class Loop extends EventSourcedBehavior<Object, Shelf.Added, Integer> {

        private final String text;
        private final LongAdder count;
        private final ActorRef<Object> self;

        private Loop(String id, String text, LongAdder count, ActorRef<Object> self) {
            super(PersistenceId.ofUniqueId(id));
            this.text = text;
            this.count = count;
            this.self = self;
        }

        static Behavior<Object> create(String id, String text, LongAdder count) {
            return Behaviors.setup(context -> new Loop(id, text, count, context.getSelf()));
        }

        @Override
        public Integer emptyState() {
            return 0;
        }

        @Override
        public CommandHandler<Object, Shelf.Added, Integer> commandHandler() {
            return newCommandHandlerBuilder()
                    .forAnyState()
                    .onCommand(
                            command -> command.equals("stop"),
                            (state, command) -> Effect().stop())
                    .onAnyCommand((state, command) -> Effect()
                            .persist(new Shelf.Added(text, System.currentTimeMillis() + 60_000, false))
                            .thenRun(after -> {
                                count.increment();
                                self.tell("go");
                            }));
        }

        @Override
        public EventHandler<Integer, Shelf.Added> eventHandler() {
            return newEventHandlerBuilder().forAnyState().onAnyEvent((state, added) -> state + 1);
        }
    }
}
