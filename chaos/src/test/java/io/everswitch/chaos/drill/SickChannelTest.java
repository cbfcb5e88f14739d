package io.everswitch.chaos.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.everswitch.chaos.check.SwitchView;
import io.everswitch.chaos.check.SwitchView.AttemptView;
import io.everswitch.chaos.report.DrillReport;
import io.everswitch.chaos.report.Mark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A channel x with half of the traffic, ill from second 40 to 60, beside y which is always well. */
final class SickChannelTest {
    private static final String EVENTS = """
            {"id":"x","events":[
              {"at":"1970-01-01T00:01:20.000Z","turn":"recovered","method":null,"reason":"recovered: x","share_percent":100},
              {"at":"1970-01-01T00:01:10.000Z","turn":"probing","method":"","reason":"probing with 5 %","share_percent":5},
              {"at":"1970-01-01T00:00:48.000Z","turn":"red","method":null,"reason":"red: 8 of 30","share_percent":0},
              {"at":"1970-01-01T00:00:47.000Z","turn":"red","method":"card","reason":"a method","share_percent":0}]}
            """;
    private static final Mark ILL = new Mark("sick channel x", 40, 60);

    private final List<SwitchView> payments = new ArrayList<>();

    private void pay(int second, String channel, boolean ok) {
        payments.add(new SwitchView(
                "pay_" + payments.size(),
                "o",
                ok ? "succeeded" : "failed",
                "known",
                100,
                0,
                List.of(new AttemptView(channel, "approved", false, second * 1_000_000L + 5))));
    }

    /** @param movedAt from here to its end x gets nothing */
    private void traffic(int movedAt, int failingOfTen) {
        for (int second = 0; second < 100; second++) {
            boolean ill = second >= 40 && second < 60;
            for (int i = 0; i < 10; i++) {
                boolean away = second >= movedAt && second < 80;
                pay(second, away ? "y" : "x", !ill || away || i >= failingOfTen);
                pay(second, "y", true);
            }
        }
    }

    private SickChannels judged(HealthTurns... nodes) {
        SickChannels sick = new SickChannels();
        sick.judge(ILL, "x", payments, List.of(nodes), new SickChannels.Run(0, 100));
        return sick;
    }

    private static HealthTurns node(String events) throws IOException {
        return HealthTurns.read("node-1", new ObjectMapper().readTree(events));
    }

    private static List<Boolean> kept(SickChannels sick) {
        return sick.kept().stream().map(DrillReport.Kept::kept).toList();
    }

    @Test
    void judge_foundOutMovedAndBack_isKept() throws IOException {
        traffic(48, 3);
        SickChannels sick = judged(node(EVENTS));
        assertEquals(List.of(true, true, true, true), kept(sick), sick.kept().toString());
        assertEquals(0.5, sick.figures().get("sick_channel_share_before"));
        assertEquals(0.0, sick.figures().get("sick_channel_share_while_red"));
        assertEquals(Map.of("node-1", "8.0"), sick.figures().get("sick_channel_detected_after_s"));
        assertEquals(
                List.of(
                        new Mark("node-1: red: 8 of 30", 48, 70),
                        new Mark("node-1: probing with 5 %", 70, 80),
                        new Mark("node-1: recovered: x", 80, 80)),
                sick.marks());
    }

    @Test
    void judge_trafficStays_isNotMoved() throws IOException {
        traffic(100, 3);
        assertEquals(List.of(true, false, true, true), kept(judged(node(EVENTS))));
    }

    @Test
    void judge_nodeThatNeverFoundOut_isToldByName() throws IOException {
        traffic(48, 3);
        SickChannels sick = judged(node(EVENTS), new HealthTurns("node-2", List.of()));
        assertFalse(sick.kept().get(0).kept());
        assertTrue(sick.kept().get(0).was().contains("node-2"));
        assertFalse(sick.kept().get(2).kept(), "nor was it let back in");
    }

    @Test
    void judge_successFallsByMoreThanTheShareForLong_isBroken() throws IOException {
        traffic(48, 10);
        // Its whole share fails for eight seconds, which is not more than the share.
        assertTrue(judged(node(EVENTS)).kept().get(3).kept());
        for (int second = 40; second < 60; second++) {
            for (int i = 0; i < 30; i++) {
                pay(second, "y", false);
            }
        }
        assertFalse(judged(node(EVENTS)).kept().get(3).kept());
    }
}
