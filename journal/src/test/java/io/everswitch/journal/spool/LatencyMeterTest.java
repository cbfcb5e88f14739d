package io.everswitch.journal.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class LatencyMeterTest {

    @Test
    void percentiles_ofKnownValues_areTheirBucketsBounds() {
        LatencyMeter meter = new LatencyMeter();
        assertEquals(0, meter.percentileMicros(0.5));
        for (int micros = 1; micros <= 1_000; micros++) {
            meter.record(micros * 1_000L);
        }
        within(meter.percentileMicros(0.5), 500);
        within(meter.percentileMicros(0.99), 990);
        assertEquals(1_000, meter.maxMicros());
    }

    @Test
    void record_longAgo_isForgotten() {
        LatencyMeter meter = new LatencyMeter();
        for (int i = 0; i < 4_096; i++) {
            meter.record(1_000_000_000L);
        }
        for (int i = 0; i < 3 * 4_096; i++) {
            meter.record(100_000L);
        }
        within(meter.percentileMicros(1), 100);
    }

    @Test
    void bucketOf_anyValue_isInRange() {
        for (long value : new long[] {0, 1, 3, 4, 5, 1 << 20, Long.MAX_VALUE}) {
            assertTrue(LatencyMeter.bucketOf(value) >= 0);
        }
        assertTrue(LatencyMeter.bucketOf(Long.MAX_VALUE) < 160);
    }

    private static void within(long got, long wanted) {
        assertTrue(got >= wanted && got <= wanted * 5 / 4 + 1, "wanted about " + wanted + ", got " + got);
    }
}
