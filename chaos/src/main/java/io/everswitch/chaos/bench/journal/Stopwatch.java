package io.everswitch.chaos.bench.journal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Counts acknowledgements and how long each took. Thread-safe. */
final class Stopwatch {
    private static final long MICROS_MAX = TimeUnit.MINUTES.toMicros(1);
    private static final int DIGITS = 3;

    private final Recorder recorder = new Recorder(MICROS_MAX, DIGITS);
    private final LongAdder facts = new LongAdder();

    void acknowledged(long nanos) {
        facts.increment();
        recorder.recordValue(Math.min(MICROS_MAX, TimeUnit.NANOSECONDS.toMicros(nanos)));
    }

    long facts() {
        return facts.sum();
    }

    /** What was recorded since the last time, in microseconds. */
    Histogram takeMicros() {
        return recorder.getIntervalHistogram();
    }
}
