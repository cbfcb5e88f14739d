package io.everswitch.routing.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.routing.degrade.RateShare;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A method that is ill at a channel leaves its other methods alone. */
final class HealthByMethodTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final ChannelId BOTH = new ChannelId("both");

    private final ChannelHealthBoard board =
            new ChannelHealthBoard(Map.of(BOTH, Set.of(MeansKind.CARD, MeansKind.BANK_ACCOUNT)), HealthPolicy.DEFAULT);

    @Test
    void heard_cardsTimeOut_accountsGoOn() {
        tell("bank_account", new Tally(200, 0, 0, 0, 0, 0, 4_000, 200, 0, 0));
        tell("card", new Tally(12, 0, 9, 0, 0, 0, 240, 21, 0, 0));
        HealthView view = board.view(NOW);
        assertEquals(ChannelHealth.Level.RED, view.of(BOTH, MeansKind.CARD).level());
        assertEquals(
                ChannelHealth.Level.GREEN, view.of(BOTH, MeansKind.BANK_ACCOUNT).level());
        assertEquals(ChannelHealth.Level.GREEN, view.of(BOTH).level());
        List<HealthEvent> events = board.events(BOTH);
        assertEquals("card", events.get(0).method());
        assertEquals(
                "red: 9 of 21 faulty in 60 s: 9 timed out; next try in 5.0 s; channel both, card",
                events.get(0).reason());
        List<HealthReport> reports = board.reports(BOTH, NOW);
        assertEquals(3, reports.size());
        assertEquals("", reports.get(0).method());
        assertEquals(221, reports.get(0).counts().counted());
    }

    @Test
    void heard_wholeChannelIll_everyMethodIs() {
        tell("bank_account", new Tally(20, 0, 8, 0, 0, 0, 400, 28, 0, 0));
        HealthView view = board.view(NOW);
        assertEquals(ChannelHealth.Level.RED, view.of(BOTH).level());
        assertEquals(0, view.of(BOTH, MeansKind.CARD).sharePercent());
    }

    @Test
    void events_areBounded() {
        Instant now = NOW;
        for (int i = 0; i < 3 * HealthEvents.PER_CHANNEL_MAX; i++) {
            for (int s = 0; s < 5; s++) {
                board.record(BOTH, AttemptAnswer.Kind.UNKNOWN, "timeout", Duration.ZERO, now);
            }
            now = now.plusSeconds(61);
            board.tick(RateShare.WHOLE, now);
        }
        assertEquals(HealthEvents.PER_CHANNEL_MAX, board.events(BOTH).size());
        assertTrue(
                !board.events(BOTH)
                        .get(0)
                        .at()
                        .isBefore(board.events(BOTH).get(9).at()),
                "newest first");
    }

    private void tell(String method, Tally tally) {
        board.heard(
                new NodeNumbers(
                        "other-" + method,
                        1,
                        1,
                        false,
                        List.of(new NodeNumbers.Second("both", method, NOW.getEpochSecond(), tally))),
                NOW);
    }
}
