package io.everswitch.chaos.drill;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.everswitch.chaos.check.SwitchView;
import io.everswitch.chaos.check.SwitchView.AttemptView;
import io.everswitch.chaos.history.OpKind;
import io.everswitch.chaos.history.Step;
import io.everswitch.chaos.history.StepType;
import io.everswitch.chaos.report.Mark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Forty channels of which the even ones and c39 are sick, from second 30 to 60. */
final class StormJudgeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Mark STORM = new Mark("storm c39", 30, 60);
    private static final List<String> COUNTERS = List.of(
            "was_slow",
            "was_declining",
            "hung_before_commit",
            "hung_after_commit",
            "answered_late",
            "repeated_itself",
            "lost_callback",
            "reset_mid_frame",
            "told_wrong_amount",
            "talked_garbage",
            "was_down");

    private final List<SwitchView> payments = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    private static ArrayNode channels(long counted, String butNot) {
        ArrayNode all = JSON.createArrayNode();
        for (int i = 0; i < 40; i++) {
            ObjectNode counters = all.addObject().put("id", "c" + i).putObject("counters");
            for (String counter : COUNTERS) {
                counters.put(counter, counter.equals(butNot) ? 7 : counted);
            }
        }
        return all;
    }

    private static Storm storm() throws IOException {
        return Storm.over(channels(7, ""), "c39");
    }

    private void confirm(double second, double ms, String... channels) {
        String id = "pay_" + payments.size();
        List<AttemptView> attempts = new ArrayList<>();
        for (String channel : channels) {
            attempts.add(new AttemptView(channel, "approved", false));
        }
        payments.add(new SwitchView(id, "o", "succeeded", "known", 100, 0, attempts));
        long due = (long) (second * 1e9);
        Step invoke = Step.invoke(due, 1, 1, OpKind.CONFIRM, "o", id, 100);
        steps.add(invoke.then(due + (long) (ms * 1e6), StepType.OK, "200", (long) (ms * 1e3)));
    }

    private void traffic(double calmMs, double stormMs) {
        for (int i = 0; i < 1_500; i++) {
            double second = 12 + i * 0.032;
            confirm(second, second < 30 ? calmMs : stormMs, "c1");
        }
    }

    private boolean isFast() throws IOException {
        StormJudge judge = new StormJudge(storm(), payments);
        steps.forEach(judge::step);
        judge.latency(STORM, 0);
        return judge.kept().get(0).kept();
    }

    private static Map<String, Integer> seen(int each) {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            seen.put("c" + i, each);
        }
        return seen;
    }

    private static boolean isWithin(Map<String, Integer> seen) throws IOException {
        StormJudge judge = new StormJudge(storm(), List.of());
        judge.inFlight(seen, 4);
        return judge.kept().get(0).kept();
    }

    @Test
    void over_everyMisbehaviour_isAtSomeBank() throws IOException {
        Storm storm = storm();
        assertEquals(21, storm.behaviours().size());
        assertEquals(
                COUNTERS.size() + 1,
                storm.behaviours().values().stream().distinct().count());
        assertTrue(storm.isSick("c0") && storm.isSick("c39") && !storm.isSick("c1"));
        assertTrue(
                storm.hanging().contains("c39") && !storm.hanging().contains("c2"),
                storm.hanging().toString());
        assertThrows(IOException.class, () -> Storm.over(channels(0, ""), "nobody"));
    }

    @Test
    void latency_sickBanksSlow_isKept() throws IOException {
        traffic(50, 59);
        for (int i = 0; i < 200; i++) {
            confirm(40, 4_000, "c0");
            confirm(40, 4_000, "c1", "c0");
        }
        assertTrue(isFast());
    }

    @Test
    void latency_healthyBanksSlower_isBroken() throws IOException {
        traffic(50, 61);
        assertFalse(isFast());
    }

    @Test
    void latency_twoOfAHundredSlow_isBroken() throws IOException {
        traffic(50, 50);
        for (int i = 0; i < 30; i++) {
            confirm(45, 500, "c3");
        }
        assertFalse(isFast());
    }

    @Test
    void latency_bothBelowTheFloor_areEqual() throws IOException {
        traffic(5, 19.9);
        assertTrue(isFast());
    }

    @Test
    void latency_aboveTheFloorOnlyInTheStorm_isBroken() throws IOException {
        traffic(5, 20.1);
        assertFalse(isFast());
    }

    @Test
    void latency_hardlyAnybodyConfirmed_isBroken() throws IOException {
        for (int i = 0; i < 99; i++) {
            confirm(20, 5, "c1");
            confirm(40, 5, "c1");
        }
        assertFalse(isFast());
    }

    @Test
    void latency_dueInTheStormAndAnsweredAfterIt_isOfTheStorm() throws IOException {
        traffic(50, 50);
        for (int i = 0; i < 30; i++) {
            confirm(59.9, 500, "c3");
        }
        assertFalse(isFast());
    }

    @Test
    void inFlight_atTheLimit_isKept() throws IOException {
        assertTrue(isWithin(seen(4)));
    }

    @Test
    void inFlight_oneHangingBankAbove_isBroken() throws IOException {
        Map<String, Integer> seen = seen(4);
        seen.put("c39", 5);
        assertFalse(isWithin(seen));
    }

    @Test
    void inFlight_neverSeenOrNothingHung_isBroken() throws IOException {
        assertFalse(isWithin(seen(0)), "nothing hung");
        Map<String, Integer> seen = seen(4);
        seen.remove("c39");
        assertFalse(isWithin(seen), "nobody looked at c39");
    }

    @Test
    void met_eachOnceSinceTheStorm_isKept() throws IOException {
        StormJudge judge = new StormJudge(storm(), List.of());
        judge.met(channels(8, ""));
        assertTrue(judge.kept().get(0).kept());
        assertEquals(40L, ((Map<?, ?>) requireNonNull(judge.figures().get("misbehaviour_met"))).get("was_down"));
    }

    @Test
    void met_oneNeverSinceTheStorm_isBrokenAndNamed() throws IOException {
        for (String counter : COUNTERS) {
            StormJudge judge = new StormJudge(storm(), List.of());
            judge.met(channels(8, counter));
            assertFalse(judge.kept().get(0).kept(), counter);
            assertTrue(judge.kept().get(0).was().contains(counter));
        }
    }

    @Test
    void watch_pageOfMetrics_keepsTheLargest() {
        try (InFlightWatch watch = new InFlightWatch(List.of())) {
            watch.begin();
            watch.page("""
                    # HELP x
                    everswitch_channel_in_flight{channel="a-b",} 3.0
                    everswitch_channel_up{channel="a-b",} 9.0
                    """);
            watch.page("everswitch_channel_in_flight{channel=\"a-b\"} 2.0\n");
            assertEquals(Map.of("a-b", 3), watch.largest());
        }
    }
}
