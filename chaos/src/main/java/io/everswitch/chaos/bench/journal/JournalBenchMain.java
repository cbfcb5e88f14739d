package io.everswitch.chaos.bench.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import io.everswitch.journal.JournalExtension;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One process of one contestant. Talks with {@link JournalContest} by lines: says {@code READY}, is told {@code GO}, measures,
 * says {@code RESULT} and what it measured, is told {@code END} (the other process may still need its copies), and ends.
 */
@Command(name = "journal-bench-process")
public final class JournalBenchMain implements Callable<Integer> {
    static final String READY = "READY";
    static final String RESULT = "RESULT ";
    static final String GO = "GO";

    private static final int READY_MAX_S = 120;
    private static final int READY_POLL_MS = 50;

    @Option(names = "--contestant", required = true)
    Contestant contestant = Contestant.IN_MEMORY;

    @Option(names = "--dir", required = true)
    String dir = "";

    @Option(names = "--member", defaultValue = "0")
    int member;

    @Option(names = "--members", split = ",")
    List<String> members = List.of();

    @Option(names = "--cassandra", defaultValue = "127.0.0.1:9042")
    String cassandra = "";

    @Option(names = "--concurrent", required = true)
    int concurrent;

    @Option(names = "--warmup", required = true)
    int warmup;

    @Option(names = "--seconds", required = true)
    int seconds;

    private JournalBenchMain() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new JournalBenchMain()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Stopwatch clock = new Stopwatch();
        String prefix = "bench-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + "-" + member + "-";
        ActorSystem<BenchLoad.Command> system = ActorSystem.create(
                BenchLoad.create(prefix, clock),
                "journal-bench",
                ContestantConfig.of(contestant, new ContestantConfig.Place(dir, member, members, cassandra)));
        awaitJournal(system);
        out.println(READY);
        expect(in, GO);
        system.tell(new BenchLoad.Begin(concurrent));
        TimeUnit.SECONDS.sleep(warmup);
        out.println(RESULT + new ObjectMapper().writeValueAsString(measure(clock)));
        in.readLine();
        // The spool of a bench needs no orderly end, and what still runs would only log that it is cut off.
        Runtime.getRuntime().halt(0);
        return 0;
    }

    private Map<String, Object> measure(Stopwatch clock) throws InterruptedException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        clock.takeMicros();
        long factsBefore = clock.facts();
        long cpuBefore = system.getProcessCpuTime();
        long begun = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        long facts = clock.facts() - factsBefore;
        long nanos = System.nanoTime() - begun;
        long cpuNanos = system.getProcessCpuTime() - cpuBefore;
        Histogram micros = clock.takeMicros();
        ByteBuffer buffer = ByteBuffer.allocate(micros.getNeededByteBufferCapacity());
        int length = micros.encodeIntoCompressedByteBuffer(buffer);
        String encoded = Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(buffer.array(), length));
        return Map.of("facts", facts, "nanos", nanos, "cpu_nanos", cpuNanos, "micros", encoded);
    }

    /** Opening the stores blocks, and a working set needs its other member. */
    private void awaitJournal(ActorSystem<?> system) throws InterruptedException {
        if (contestant == Contestant.IN_MEMORY || contestant == Contestant.CASSANDRA) {
            return;
        }
        JournalExtension journal = JournalExtension.get(system);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_MAX_S);
        while (!journal.status().healthy()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "the journal was not ready in " + READY_MAX_S + " s: " + journal.status());
            }
            TimeUnit.MILLISECONDS.sleep(READY_POLL_MS);
        }
        LoggerFactory.getLogger(JournalBenchMain.class).info("the journal is ready: {}", journal.status());
    }

    private static void expect(BufferedReader in, String word) throws java.io.IOException {
        String line = in.readLine();
        if (!word.equals(line)) {
            throw new IllegalStateException("expected " + word + ", was told " + line);
        }
    }
}
