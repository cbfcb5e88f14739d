package io.everswitch.routing.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every turn says why, with the numbers; what holds payers up weighs more than what does not. */
final class HealthReasonsTest {
    private static final long T0 = 1_800_000_000_000L;
    private static final HealthPolicy POLICY = HealthPolicy.DEFAULT;

    private final List<String> turns = new ArrayList<>();
    private final HealthWindow window = new HealthWindow(
            POLICY, (turn, cause, reason, sharePercent, atMs) -> turns.add(turn.word() + '|' + cause + '|' + reason));

    @Test
    void record_everyFourthTimesOut_redByTheEighth() {
        for (int i = 1; i <= 31; i++) {
            window.record(i % 4 == 0 ? Symptom.TIMED_OUT : Symptom.ANSWERED, 10, T0);
        }
        assertEquals(ChannelHealth.Level.YELLOW, window.assess(T0).level(), "seven of 31");
        window.record(Symptom.TIMED_OUT, 10, T0);
        assertEquals(ChannelHealth.Level.RED, window.assess(T0).level());
        assertEquals(
                "red|held_up|red: 8 of 32 faulty in 60 s: 8 timed out; next try in 5.0 s", turns.get(turns.size() - 1));
    }

    @Test
    void record_goodMinuteThenThreeOfTenTimeOut_redWithinSeconds() {
        for (int i = 0; i < 240; i++) {
            window.record(Symptom.ANSWERED, 10, T0 + i * 250L);
        }
        long ill = T0 + 60_000;
        int second = 0;
        while (window.assess(ill + second * 1_000L).sharePercent() > 0) {
            assertTrue(second < 15, "not found out: " + window.counts().words(60));
            for (int i = 0; i < 10; i++) {
                Symptom symptom = i % 3 == 1 ? Symptom.TIMED_OUT : Symptom.ANSWERED;
                window.record(i == 9 ? Symptom.ANSWERED : symptom, 10, ill + second * 1_000L);
            }
            second++;
        }
        assertTrue(turns.get(turns.size() - 1).startsWith("red|held_up|red: "), turns.toString());
        assertTrue(turns.get(turns.size() - 1).contains(" in 15 s: "), turns.toString());
    }

    @Test
    void record_everyFourthIsInTrouble_onlyYellow() {
        for (int i = 1; i <= 100; i++) {
            window.record(i % 4 == 0 ? Symptom.TROUBLED : Symptom.ANSWERED, 10, T0);
        }
        assertEquals(ChannelHealth.Level.YELLOW, window.assess(T0).level());
        assertEquals("yellow||yellow: 25 of 100 faulty in 60 s: 25 troubled; may 60 %", turns.get(0));
    }

    @Test
    void record_manyKinds_areToldApart() {
        for (int i = 0; i < 12; i++) {
            window.record(Symptom.ANSWERED, 10, T0);
        }
        window.record(Symptom.NOT_CONNECTED, 10, T0);
        window.record(Symptom.ANSWERED, 10, T0);
        window.record(Symptom.UNKNOWN, 10, T0);
        window.record(Symptom.TROUBLED, 10, T0);
        assertEquals(
                "3 of 16 faulty in 60 s: 1 unknown, 1 not connected, 1 troubled",
                window.counts().words(60));
    }

    @Test
    void comeBack_eachStep_isTold() {
        for (int i = 0; i < 5; i++) {
            window.record(Symptom.TIMED_OUT, 0, T0);
        }
        long now = T0 + POLICY.coolDownMs();
        window.assess(now);
        window.started(now);
        window.record(Symptom.TIMED_OUT, 0, now);
        now += 2 * POLICY.coolDownMs();
        window.assess(now);
        for (int i = 0; i < 75; i++) {
            window.started(now);
            window.record(Symptom.ANSWERED, 0, now);
        }
        assertEquals(
                List.of(
                        "red|in_a_row|red: 5 faulty in a row, 5 of 5 faulty in 60 s: 5 timed out; next try in 5.0 s",
                        "probing||probing with 5 %: red for 5.0 s",
                        "red|probes|red again: 1 of 1 probes faulty; next try in 10.0 s",
                        "probing||probing with 5 %: red for 10.0 s",
                        "step||probing with 15 %: 5 of 5 probes sound",
                        "step||probing with 35 %: 10 of 10 probes sound",
                        "step||probing with 70 %: 20 of 20 probes sound",
                        "recovered||recovered: 40 of 40 probes sound"),
                turns);
    }

    @Test
    void record_timeOutsOfTheBadTimes_afterTheRecovery_doNotTurnItRedAgain() {
        for (int i = 0; i < 5; i++) {
            window.record(Symptom.TIMED_OUT, 0, T0);
        }
        long now = T0 + POLICY.coolDownMs();
        for (int i = 0; i < 75; i++) {
            window.started(now);
            window.record(Symptom.ANSWERED, 0, now);
        }
        for (int i = 0; i < 50; i++) {
            // Sent before it was let back in.
            window.record(Symptom.TIMED_OUT, 30_000, now + 100);
        }
        assertEquals(ChannelHealth.Level.GREEN, window.assess(now + 100).level());
        assertEquals(0, window.counts().faulty());
    }

    @Test
    void record_everySecondAnswerSlow_takesSomeShare_neverAll() {
        for (int i = 0; i < 30; i++) {
            window.record(Symptom.ANSWERED, 10, T0);
            window.record(Symptom.SLOW, 4_000, T0);
        }
        assertEquals(100, window.assess(T0).sharePercent());
        assertEquals(ChannelHealth.Level.YELLOW, window.assess(T0).level());
        assertTrue(turns.get(0).contains("30 of 60 answers slow"), turns.get(0));
        for (int i = 0; i < 1_000; i++) {
            window.record(Symptom.SLOW, 4_000, T0);
        }
        assertEquals(ChannelHealth.Level.YELLOW, window.assess(T0).level());
        assertEquals(53, window.assess(T0).sharePercent(), "98 % are slow");
    }

    @Test
    void yellow_thatIsOver_isToldOnce() {
        for (int i = 0; i < 18; i++) {
            window.record(Symptom.ANSWERED, 10, T0);
        }
        window.record(Symptom.TROUBLED, 10, T0);
        window.record(Symptom.TROUBLED, 10, T0);
        window.assess(T0);
        window.assess(T0 + 1_000);
        window.assess(T0 + 61_000);
        window.assess(T0 + 62_000);
        assertEquals(2, turns.size(), turns.toString());
        assertTrue(turns.get(1).startsWith("green||green: 0 of 0"), turns.get(1));
    }
}
