package io.everswitch.routing.health;

import static io.everswitch.routing.health.ChannelHealth.Level.GREEN;
import static io.everswitch.routing.health.ChannelHealth.Level.RED;
import static io.everswitch.routing.health.ChannelHealth.Level.YELLOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.routing.health.ChannelHealth.Level;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HealthWindowTest {
    private static final long T0 = 1_800_000_000_000L;
    private static final HealthPolicy POLICY = HealthPolicy.DEFAULT;

    private final HealthWindow window = new HealthWindow(POLICY);

    @ParameterizedTest
    @CsvSource(textBlock = """
            # sound, faulty, level, share
            0,       0,      GREEN, 100
            15,      4,      GREEN, 100
            18,      1,      GREEN, 100
            95,      5,      GREEN, 100
            18,      2,      YELLOW, 100
            80,      20,     YELLOW, 74
            61,      39,     YELLOW, 23
            60,      40,     RED,    0
            10,      30,     RED,    0
            """)
    void assess_rateOfFaults_decidesLevelAndShare(int sound, int faulty, Level level, int share) {
        // Spread evenly, the sound ones last in every group, so that the rate is reached only at the end.
        int done = 0;
        for (int i = 1; i <= sound; i++) {
            window.record(Verdict.SOUND, 10, T0);
            while (done < (long) faulty * i / sound) {
                window.record(Verdict.FAULTY, 10, T0);
                done++;
            }
        }
        ChannelHealth health = window.assess(T0);
        assertEquals(level, health.level());
        assertEquals(share, health.sharePercent());
    }

    @Test
    void record_lowTrafficFourFaultsInARow_staysGreen_fifthTurnsRed() {
        for (int i = 0; i < 4; i++) {
            window.record(Verdict.FAULTY, 10, T0 + i);
        }
        assertEquals(GREEN, window.assess(T0 + 4).level());
        window.record(Verdict.FAULTY, 10, T0 + 5);
        assertEquals(RED, window.assess(T0 + 5).level());
    }

    @Test
    void record_faultsFurtherApartThanTheWindow_areNoRow() {
        for (int i = 0; i < 20; i++) {
            window.record(Verdict.FAULTY, 10, T0 + i * 61_000L);
            assertEquals(GREEN, window.assess(T0 + i * 61_000L).level());
        }
    }

    @Test
    void assess_faultsOlderThanTheWindow_areForgotten() {
        for (int i = 0; i < 40; i++) {
            window.record(i % 5 == 0 ? Verdict.FAULTY : Verdict.SOUND, 10, T0);
        }
        assertEquals(YELLOW, window.assess(T0 + 59_000).level());
        ChannelHealth later = window.assess(T0 + 60_000);
        assertEquals(GREEN, later.level());
        assertEquals(0, later.counted());
    }

    @Test
    void record_silent_changesNothing() {
        for (int i = 0; i < 100; i++) {
            window.record(Verdict.SILENT, 10, T0);
        }
        assertEquals(0, window.assess(T0).counted());
    }

    @Test
    void assess_meanLatency_isOfSoundResults() {
        window.record(Verdict.SOUND, 10, T0);
        window.record(Verdict.SOUND, 30, T0 + 1_000);
        window.record(Verdict.FAULTY, 60_000, T0 + 1_000);
        assertEquals(20, window.assess(T0 + 1_000).meanLatencyMs());
        assertEquals(30, window.assess(T0 + 60_000).meanLatencyMs());
        assertEquals(0, window.assess(T0 + 61_000).meanLatencyMs());
    }

    @Test
    void comeBack_soundProbes_rampsUpToGreen() {
        turnRed(T0);
        assertEquals(RED, window.assess(T0 + POLICY.coolDownMs() - 1).level());
        long now = T0 + POLICY.coolDownMs();
        for (int step = 0; step < POLICY.rampPercent().size(); step++) {
            ChannelHealth health = window.assess(now);
            assertEquals(YELLOW, health.level());
            assertTrue(health.probing());
            assertEquals(POLICY.rampPercent().get(step), health.sharePercent());
            for (int i = 0; i < POLICY.probes() << step; i++) {
                window.started(now);
                window.record(Verdict.SOUND, 1, now + 2);
            }
            now += 2;
        }
        assertEquals(GREEN, window.assess(now).level());
        assertFalse(window.assess(now).probing());
    }

    @Test
    void comeBack_firstProbeFaulty_redAgainAndTwiceAsLong() {
        turnRed(T0);
        long now = T0;
        long coolDown = POLICY.coolDownMs();
        for (int i = 0; i < 8; i++) {
            assertEquals(RED, window.assess(now + coolDown - 1).level(), "come-back " + i);
            now += coolDown;
            assertEquals(YELLOW, window.assess(now).level(), "come-back " + i);
            window.started(now);
            window.record(Verdict.FAULTY, 0, now);
            coolDown = Math.min(POLICY.coolDownMaxMs(), coolDown * 2);
        }
        assertEquals(POLICY.coolDownMaxMs(), coolDown);
    }

    @Test
    void comeBack_oneFaultAmongFive_goesOn() {
        turnRed(T0);
        long now = T0 + POLICY.coolDownMs();
        window.assess(now);
        for (int i = 0; i < 4; i++) {
            window.record(Verdict.SOUND, 0, now);
        }
        window.record(Verdict.FAULTY, 0, now);
        assertEquals(YELLOW, window.assess(now).level());
        window.record(Verdict.FAULTY, 0, now);
        assertEquals(RED, window.assess(now).level());
    }

    @Test
    void comeBack_timeOutsOfTheBadTimes_doNotCount() {
        turnRed(T0);
        long now = T0 + POLICY.coolDownMs();
        window.assess(now);
        for (int i = 0; i < 4; i++) {
            // Sent before the come-back began.
            window.record(Verdict.FAULTY, 10_000, now + 100);
        }
        assertEquals(YELLOW, window.assess(now + 100).level());
        window.record(Verdict.FAULTY, 50, now + 100);
        assertEquals(RED, window.assess(now + 100).level());
    }

    @Test
    void comeBack_probesUnanswered_noMoreAreSentUntilTheStepIsOver() {
        turnRed(T0);
        long now = T0 + POLICY.coolDownMs();
        window.assess(now);
        for (int i = 0; i < POLICY.probes(); i++) {
            assertEquals(YELLOW, window.assess(now).level());
            window.started(now);
        }
        assertEquals(RED, window.assess(now + 1_000).level());
        assertEquals(0, window.assess(now + 1_000).sharePercent());
        assertEquals(
                POLICY.rampPercent().get(0),
                window.assess(now + POLICY.probeStepMaxMs()).sharePercent());
    }

    @Test
    void comeBack_probesTimeOutAfterTheStep_redAgain() {
        turnRed(T0);
        long now = T0 + POLICY.coolDownMs();
        window.assess(now);
        window.started(now);
        long answered = now + POLICY.probeStepMaxMs() + 5_000;
        assertEquals(YELLOW, window.assess(answered).level());
        window.record(Verdict.FAULTY, answered - now, answered);
        assertEquals(RED, window.assess(answered).level());
    }

    @Test
    void comeBack_noTraffic_timeAloneLeadsToGreen() {
        turnRed(T0);
        long now = T0 + POLICY.coolDownMs();
        for (int step = 0; step < POLICY.rampPercent().size(); step++) {
            assertEquals(POLICY.rampPercent().get(step), window.assess(now).sharePercent());
            now += POLICY.probeStepMaxMs();
        }
        assertEquals(GREEN, window.assess(now).level());
    }

    @Test
    void shut_soundResultsOfTheLeastBad_endTheCoolDown() {
        turnRed(T0);
        for (int i = 0; i < 3; i++) {
            assertEquals(RED, window.assess(T0 + 10 + i).level());
            window.record(Verdict.SOUND, 1, T0 + 10 + i);
        }
        assertEquals(YELLOW, window.assess(T0 + 20).level());
    }

    @Test
    void ring_randomHistory_equalsACountByHand() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        SecondRing ring = new SecondRing(7);
        int[] sound = new int[400];
        int[] faulty = new int[400];
        int second = 0;
        while (second < 380) {
            second += random.nextInt(10) == 0 ? random.nextInt(12) : random.nextInt(2);
            ring.moveTo(second * 1_000L + random.nextInt(1_000));
            if (random.nextBoolean()) {
                ring.addSound(5);
                sound[second]++;
            } else {
                ring.addFaulty();
                faulty[second]++;
            }
            // A clock that steps back changes nothing.
            ring.moveTo((second - random.nextInt(20)) * 1_000L);
            int counted = 0;
            int bad = 0;
            for (int s = Math.max(0, second - 6); s <= second; s++) {
                counted += sound[s] + faulty[s];
                bad += faulty[s];
            }
            assertEquals(counted, ring.counted(), "seed " + seed + " second " + second);
            assertEquals(bad, ring.faulty(), "seed " + seed + " second " + second);
        }
    }

    private void turnRed(long now) {
        for (int i = 0; i < POLICY.faultyInARowMax(); i++) {
            window.record(Verdict.FAULTY, 0, now);
        }
        assertEquals(RED, window.assess(now).level());
    }
}
