package io.everswitch.journal.workingset;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.everswitch.journal.JournalMetrics;
import io.everswitch.journal.PersistenceIds;
import io.everswitch.journal.archive.Named;
import io.everswitch.journal.spool.Spool;
import io.everswitch.journal.spool.SpoolSettings;
import io.everswitch.journal.store.Append;
import io.everswitch.journal.store.Copies;
import io.everswitch.journal.store.ReplayRange;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A node's two stores with the real acknowledgement rule, in a process of its own that can be killed. Told on its input:
 * {@code WRITE rate}, {@code STOP}, {@code STATUS}, {@code READ id}; every acknowledgement is printed at once.
 */
final class NodeChild {

    private static final int READS_AT_ONCE = 32;

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Semaphore reads = new Semaphore(READS_AT_ONCE);
    private final SpoolAndWorkingSet both;
    private final Copies copies;
    private final String prefix;
    private @Nullable ScheduledFuture<?> writing;
    private long number;

    private NodeChild(SpoolAndWorkingSet both, String prefix) {
        this.both = both;
        this.prefix = prefix;
        this.copies = new Copies(both.stores(), 2, () -> true, () -> JournalMetrics.NONE, both.reads());
    }

    /** What the ids of this life start with, and what to set. */
    public static void main(String[] args) throws Exception {
        Config config = ConfigFactory.parseString(args[1])
                .withFallback(ConfigFactory.load())
                .resolve()
                .getConfig("everswitch.journal");
        Spool spool = Spool.open(
                SpoolSettings.from(config), new Spool.Surroundings(TestMembers.COMPLETIONS, System::currentTimeMillis));
        SpoolAndWorkingSet both = SpoolAndWorkingSet.open(
                spool,
                config.getConfig("working-set"),
                new WorkingSet.Surroundings(TestMembers.COMPLETIONS, System::currentTimeMillis),
                new SpoolAndWorkingSet.Beside(
                        config.getString("node-name"),
                        Named.make(PersistenceIds.class, config.getString("ids")),
                        null));
        new NodeChild(both, args[0]).obey();
        System.exit(0); // Its input has ended, so whoever started it has.
    }

    private void obey() throws Exception {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", -1);
                switch (words[0]) {
                    case "WRITE" -> write(Integer.parseInt(words[1]));
                    case "STOP" -> stop();
                    case "STATUS" -> say("STATUS " + both.health().reason() + "|" + both.inDoubt());
                    case "READ" -> read(words[1]);
                    default -> throw new IllegalArgumentException(line);
                }
            }
        }
    }

    private void say(String line) {
        synchronized (out) {
            out.println(line);
        }
    }

    /** Open loop: what is late does not delay what comes after it. */
    private void write(int perSecond) {
        long everyNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        writing = clock.scheduleAtFixedRate(
                () -> append(prefix + "-" + number++, 1), 0, everyNanos, TimeUnit.NANOSECONDS);
    }

    private void stop() {
        ScheduledFuture<?> now = writing;
        if (now != null) {
            now.cancel(false);
        }
    }

    private void append(String id, int sequenceNr) {
        long begun = System.nanoTime();
        Append append = WorkingSetFailureTest.append(id, sequenceNr, MemberChild.fact(id, sequenceNr));
        var unused = copies.append(append).whenComplete((nothing, failure) -> {
            long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            if (failure == null) {
                say("ACK " + id + " " + sequenceNr + " " + ms);
                if (sequenceNr == 1) {
                    append(id, 2);
                }
            } else {
                say("FAILED " + id + " " + sequenceNr + " "
                        + Queries.bare(failure).getClass().getSimpleName());
            }
        });
    }

    private void read(String id) throws InterruptedException {
        reads.acquire();
        List<String> facts = new ArrayList<>();
        var unused = copies.highestSequenceNr(id)
                .thenCompose(highest -> copies.replay(
                        ReplayRange.all(id), fact -> facts.add(new String(fact.bytes(), StandardCharsets.UTF_8))))
                .whenComplete((count, failure) -> {
                    reads.release();
                    for (int i = 0; i < facts.size(); i++) {
                        if (!facts.get(i).equals(MemberChild.fact(id, i + 1L))) {
                            say("HAS " + id + " -1 another fact under " + (i + 1));
                            return;
                        }
                    }
                    say("HAS " + id + " " + (failure == null ? Integer.toString(facts.size()) : "-1 " + failure));
                });
    }
}
