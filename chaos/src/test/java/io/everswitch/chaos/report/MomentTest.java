package io.everswitch.chaos.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.everswitch.chaos.history.OpKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Times are in seconds after the moment. */
class MomentTest {
    private static final double EXACT = 1e-6;

    private final Moment moment = new Moment(ns(0));

    private static long ns(double second) {
        return (long) ((1_000 + second) * 1e9);
    }

    private void acknowledged(int slot, OpKind kind, double invoked, double acked) {
        moment.acknowledged(slot, kind, ns(invoked), ns(acked), (long) ((acked - invoked) * 1e6));
    }

    @Test
    void gaps_slotAcknowledgedBeforeAndAfter_isFromLastToFirst() {
        acknowledged(1, OpKind.READ, -3, -2);
        acknowledged(1, OpKind.READ, -1.5, -1);
        acknowledged(1, OpKind.READ, 1, 2);
        acknowledged(1, OpKind.READ, 2, 2.5);
        acknowledged(2, OpKind.READ, 1, 1.5);
        assertEquals(List.of(3_000.0), moment.gapsMs());
    }

    @Test
    void waits_operationBegunBefore_countsFromTheMoment() {
        acknowledged(1, OpKind.READ, -5, 1);
        acknowledged(2, OpKind.READ, 1, 3);
        acknowledged(3, OpKind.CONFIRM, 1, 9);
        assertEquals(List.of(1_000.0, 2_000.0), moment.waitsMs());
    }

    @Test
    void waits_operationOfAnotherDisturbance_isLeftOut() {
        acknowledged(1, OpKind.CREATE, 1, 62);
        assertEquals(List.of(), moment.waitsMs());
        assertEquals(0, moment.newPaymentMs(), EXACT);
    }

    @Test
    void longestSilence_nobodyServedForLong_isToldHoweverLong() {
        acknowledged(1, OpKind.READ, -1, 0.001);
        acknowledged(2, OpKind.CREATE, 60, 75.001);
        acknowledged(3, OpKind.READ, 75, 76);
        assertEquals(75_000, moment.longestSilenceMs(), EXACT);
    }
}
