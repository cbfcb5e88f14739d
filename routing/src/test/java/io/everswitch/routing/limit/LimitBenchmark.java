package io.everswitch.routing.limit;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A ledger of a limit with so many open reservations: an attempt is reserved and then given back, or taken. {@code written} is what a
 * ledger's keeper does beside that: it keeps the whole ledger as text.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class LimitBenchmark {
    @Param({"10", "999"})
    int open;

    private Ledger ledger = new Ledger();
    private int next;

    @Setup
    public void setUp() {
        ledger = new Ledger();
        for (int i = 0; i < open; i++) {
            reserve("A038G8WYKM5VG0BQDTJHB1AZCR" + i);
        }
    }

    private Ledger.Verdict reserve(String reference) {
        return ledger.reserve(
                new Ledger.Reservation(reference, 1_234, 1_800_000_000_000L), Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    @Benchmark
    public boolean reserveAndRelease() {
        String reference = "B" + next++;
        return reserve(reference).granted() && ledger.settle(reference, false);
    }

    @Benchmark
    public String reserveAndReleaseWritten() {
        String reference = "B" + next++;
        reserve(reference);
        String kept = ledger.text();
        ledger.settle(reference, false);
        return kept;
    }
}
