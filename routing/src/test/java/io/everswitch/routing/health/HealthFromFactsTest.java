package io.everswitch.routing.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.means.CardMeans;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.payment.ConfirmSource;
import io.everswitch.domain.payment.Evidence;
import io.everswitch.domain.payment.Outcome;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentFact;
import io.everswitch.domain.payment.PaymentRules;
import io.everswitch.domain.port.WireIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The board follows what payments journal. */
final class HealthFromFactsTest {
    private static final Instant T0 = Instant.parse("2026-11-22T12:00:00Z");
    private static final ChannelId CHANNEL = new ChannelId("c1");
    private static final Money AMOUNT = Money.of(100, "EUR");

    private final ChannelHealthBoard board = new ChannelHealthBoard(List.of(CHANNEL), HealthPolicy.DEFAULT);
    private @Nullable Payment payment;

    @Test
    void factDurable_firstOutcome_countsOnce_laterOnesDoNot() {
        start();
        conclude(Outcome.UNKNOWN, "timeout", Evidence.ANSWER, T0.plusSeconds(5));
        conclude(Outcome.APPROVED, "00", Evidence.QUERY, T0.plusSeconds(7));
        ChannelHealth health = board.view(T0.plusSeconds(7)).of(CHANNEL);
        assertEquals(1, health.counted());
        assertEquals(1, health.faulty());
    }

    @Test
    void factDurable_sound_hasItsLatency() {
        start();
        conclude(Outcome.APPROVED, "00", Evidence.ANSWER, T0.plusMillis(40));
        ChannelHealth health = board.view(T0.plusSeconds(1)).of(CHANNEL);
        assertEquals(0, health.faulty());
        assertEquals(40, health.meanLatencyMs());
    }

    @Test
    void factDurable_ownRestart_isNoFaultOfTheBank() {
        start();
        conclude(Outcome.UNKNOWN, "restarted", Evidence.LOCAL, T0.plusSeconds(5));
        assertEquals(0, board.view(T0.plusSeconds(5)).of(CHANNEL).counted());
    }

    private void start() {
        PaymentId id = PaymentId.create(T0, 1, 0, new Random(1));
        see(new PaymentFact.Created(
                id,
                new MerchantId("m"),
                "order",
                AMOUNT,
                "",
                null,
                null,
                Map.of(),
                false,
                "hash",
                T0.plusSeconds(900),
                T0));
        see(new PaymentFact.Confirmed(
                new CardMeans(new Sealed("k", "box"), "visa", "1111", 12, 2030), ConfirmSource.MERCHANT_API, "", T0));
        see(new PaymentFact.AttemptStarted(
                1,
                CHANNEL,
                new WireIds("ref", "", "", ""),
                AMOUNT,
                T0.plusSeconds(5),
                T0.plusSeconds(30),
                List.of(),
                T0));
    }

    private void conclude(Outcome outcome, String code, Evidence evidence, Instant at) {
        Instant next = outcome == Outcome.UNKNOWN ? at.plusSeconds(2) : null;
        see(new PaymentFact.AttemptConcluded(1, outcome, evidence, code, "", null, "", next, at));
    }

    private void see(PaymentFact fact) {
        Payment before = payment;
        Payment after = PaymentRules.apply(before, fact);
        board.factDurable(before, after, fact);
        payment = after;
    }
}
