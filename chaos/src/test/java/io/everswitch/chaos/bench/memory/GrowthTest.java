package io.everswitch.chaos.bench.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Fifteen minutes at 50 payments a second, of 10 kB each, which stay for 60 s; looked at every minute. */
final class GrowthTest {
    private static final double BYTES = 10_000;
    private static final double PER_SECOND = 50;
    private static final double SKIP_S = 180;
    private static final double LEVEL = 200e6;
    private static final Growth.Load LOAD = new Growth.Load(SKIP_S, PER_SECOND, BYTES);

    private final SplittableRandom random = new SplittableRandom(7);

    /** @param stays share of the payments that never goes */
    private List<Slopes.Point> soak(int minutes, double stays, double noiseBytes) {
        List<Slopes.Point> points = new ArrayList<>();
        for (int minute = 0; minute <= minutes; minute++) {
            double seconds = minute * 60.0;
            double filling = Math.min(seconds, 60) * PER_SECOND * BYTES;
            double stayed = Math.max(0, seconds - 60) * PER_SECOND * BYTES * stays;
            double noise = (random.nextDouble() * 2 - 1) * noiseBytes;
            points.add(new Slopes.Point(seconds, LEVEL + filling + stayed + noise));
        }
        return points;
    }

    private Growth.Verdict judge(double stays, double noiseBytes) {
        return Growth.judge(soak(15, stays, noiseBytes), LOAD);
    }

    @Test
    void judge_flat_passesAndSaysWhatItWouldHaveSeen() {
        Growth.Verdict verdict = judge(0, 0);
        assertTrue(verdict.passed(), verdict.why());
        assertEquals(0, verdict.grownBytes(), 1);
        assertEquals(0.05, verdict.seenShare(), 1e-9);
    }

    @Test
    void judge_noisyFlat_passesWithAnySeed() {
        for (int run = 0; run < 500; run++) {
            Growth.Verdict verdict = judge(0, 8e6);
            assertTrue(verdict.passed(), verdict.why());
        }
    }

    @Test
    void judge_flatWithOneSampleFarOff_passes() {
        List<Slopes.Point> points = soak(15, 0, 2e6);
        points.set(15, new Slopes.Point(15 * 60, LEVEL * 2));
        Growth.Verdict verdict = Growth.judge(points, LOAD);
        assertTrue(verdict.passed(), verdict.why());
    }

    @Test
    void judge_everyPaymentStays_isSeen() {
        for (int run = 0; run < 500; run++) {
            Growth.Verdict verdict = judge(1, 8e6);
            assertFalse(verdict.passed(), verdict.why());
            assertTrue(verdict.grownBytes() > 10 * verdict.boundBytes(), verdict.why());
        }
    }

    @Test
    void judge_everyTenthPaymentStays_isSeenThroughNoise() {
        for (int run = 0; run < 500; run++) {
            Growth.Verdict verdict = judge(0.1, 8e6);
            assertFalse(verdict.passed(), verdict.why());
        }
    }

    @Test
    void judge_aFewMinutesSlowly_stillSeeThatEveryPaymentStays() {
        assertFalse(Growth.judge(soak(7, 1, 2e6), LOAD).passed());
        assertTrue(Growth.judge(soak(7, 0, 2e6), LOAD).passed());
    }

    @Test
    void judge_tooFewSamplesOrTooFewPayments_tellsNothingAndIsNotPassed() {
        assertFalse(Growth.judge(soak(5, 0, 0), LOAD).passed());
        Growth.Verdict slow = Growth.judge(soak(15, 0, 0), new Growth.Load(SKIP_S, 0.5, BYTES));
        assertFalse(slow.passed());
        assertTrue(slow.why().startsWith("tells nothing"), slow.why());
        assertFalse(Growth.judge(List.of(), LOAD).passed());
    }
}
