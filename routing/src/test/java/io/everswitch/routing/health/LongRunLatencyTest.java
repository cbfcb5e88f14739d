package io.everswitch.routing.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class LongRunLatencyTest {
    private static final long T0 = 1_800_000_000_000L;
    private static final long HOUR_MS = 3_600_000;

    private final LongRunLatency usual = new LongRunLatency();

    @Test
    void isSlow_beforeItKnowsTheChannel_nothingIs() {
        for (int i = 0; i < 199; i++) {
            assertFalse(usual.isSlow(60_000, T0));
        }
    }

    @Test
    void boundMs_quickChannel_isASecond() {
        learn(200, 20, T0);
        assertEquals(LongRunLatency.BOUND_MIN_MS, usual.boundMs());
        assertFalse(usual.isSlow(1_000, T0));
        assertTrue(usual.isSlow(1_001, T0));
    }

    @Test
    void boundMs_slowChannel_isThreeTimesItsOwnP95() {
        learn(940, 100, T0);
        learn(60, 1_000, T0);
        long bound = usual.boundMs();
        // The bucket of 1,000 ms ends at 2^10.
        assertEquals(3 * 1_024, bound);
    }

    @Test
    void isSlow_badHalfHour_doesNotBecomeTheNorm_staysSlowForADay_does() {
        for (int minute = 0; minute < 300; minute++) {
            learn(60, 100, T0 + minute * 60_000L);
        }
        long now = T0 + 5 * HOUR_MS;
        for (int minute = 0; minute < 30; minute++) {
            learn(60, 8_000, now + minute * 60_000L);
        }
        assertTrue(usual.isSlow(8_000, now + HOUR_MS / 2));
        for (int minute = 30; minute < 24 * 60; minute++) {
            learn(60, 8_000, now + minute * 60_000L);
        }
        assertFalse(usual.isSlow(8_000, now + 24 * HOUR_MS));
    }

    private void learn(int answers, long latencyMs, long nowMs) {
        for (int i = 0; i < answers; i++) {
            usual.isSlow(latencyMs, nowMs);
        }
    }
}
