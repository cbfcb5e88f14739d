package io.everswitch.routing.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.payment.Outcome;
import org.junit.jupiter.api.Test;

class SuccessRatesTest {
    private static final ChannelId JADE = new ChannelId("jade");
    private static final long NOW = 1_800_000_000_000L;

    private final SuccessRates rates = new SuccessRates();

    private double rate(long nowMs) {
        return rates.rate(JADE, MeansKind.CARD, nowMs);
    }

    private void record(int times, boolean good) {
        for (int i = 0; i < times; i++) {
            rates.record(JADE, MeansKind.CARD, good, NOW);
        }
    }

    @Test
    void rate_ofNobodyKnown_isThePrior() {
        assertEquals(SuccessRates.PRIOR_RATE, rate(NOW));
    }

    @Test
    void rate_fewResults_movesLittleAndManyDecide() {
        record(1, false);
        assertTrue(rate(NOW) > 0.85, "one decline: " + rate(NOW));
        record(19, false);
        assertEquals(0.45, rate(NOW), 0.001);
        record(2_000, true);
        assertTrue(rate(NOW) > 0.98, "now " + rate(NOW));
    }

    @Test
    void rate_oldResults_countLessAndLess() {
        record(200, false);
        double fresh = rate(NOW);
        double later = rate(NOW + 20 * 60_000);
        assertTrue(fresh < 0.1 && later > 0.2 && later < 0.5, fresh + ", then " + later);
        assertEquals(SuccessRates.PRIOR_RATE, rate(NOW + 86_400_000), 0.001);
        assertEquals(fresh, rate(NOW - 5_000), "a clock that steps back");
    }

    @Test
    void rate_isByMethod() {
        record(200, false);
        assertEquals(SuccessRates.PRIOR_RATE, rates.rate(JADE, MeansKind.BANK_ACCOUNT, NOW));
    }

    @Test
    void good_payersOwnReasons_countNeitherWay() {
        assertNull(SuccessRates.good(Outcome.DECLINED_FINAL, "51"));
        assertNull(SuccessRates.good(Outcome.NOT_SENT, "limit_count"));
        assertNull(SuccessRates.good(Outcome.NOT_SENT, "send_by"));
        assertEquals(true, SuccessRates.good(Outcome.APPROVED, "00"));
        assertEquals(false, SuccessRates.good(Outcome.DECLINED_RETRIABLE, "05"));
        assertEquals(false, SuccessRates.good(Outcome.DECLINED_FINAL, "91"));
        assertEquals(false, SuccessRates.good(Outcome.UNKNOWN, "timeout"));
        assertEquals(false, SuccessRates.good(Outcome.NOT_SENT, "not_connected"));
    }
}
