package io.everswitch.node.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.means.CardMeans;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.payment.ConfirmSource;
import io.everswitch.domain.payment.Decision;
import io.everswitch.domain.payment.Evidence;
import io.everswitch.domain.payment.NotificationResult;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentCommand;
import io.everswitch.domain.payment.PaymentFact;
import io.everswitch.domain.payment.PaymentPolicy;
import io.everswitch.domain.payment.PaymentRules;
import io.everswitch.domain.payment.PaymentStatus;
import io.everswitch.domain.payment.Surroundings;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.ChannelPort;
import io.everswitch.domain.port.ChannelProfile;
import io.everswitch.domain.port.ChannelStatus;
import io.everswitch.domain.port.QueryAnswer;
import io.everswitch.domain.port.QueryRequest;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.RefundRequest;
import io.everswitch.domain.port.ReversalAnswer;
import io.everswitch.domain.port.ReversalRequest;
import io.everswitch.domain.port.RouteDecision;
import io.everswitch.domain.port.WireIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Real payments by the real rules; only the figures are looked at. */
final class PaymentMetersTest {
    private static final ChannelId CHANNEL = new ChannelId("c1");
    private static final String LABEL = "channel=c1";
    private static final Money AMOUNT = Money.of(1_000, "EUR");

    private final Metrics metrics = new Metrics(List.of(CHANNEL), List.of(), "test");
    private final ChannelPort channel = new Silent();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private @Nullable Payment payment;

    @Test
    void paid_andTold_countsEverythingOnce() {
        createAndConfirm();
        pass(40);
        tell(new PaymentCommand.AttemptAnswered(1, answer(AttemptAnswer.Kind.APPROVED, "00"), Evidence.ANSWER));
        Scrape paid = scrape();
        assertEquals(1, paid.value("everswitch_payments_total", "status=requires_payment_method"));
        assertEquals(1, paid.value("everswitch_payments_total", "status=processing"));
        assertEquals(1, paid.value("everswitch_payments_total", "status=succeeded"));
        assertEquals(1, paid.value("everswitch_attempts_total", LABEL, "outcome=APPROVED"));
        assertEquals(.04, paid.value("everswitch_attempt_answer_seconds_sum", LABEL), 1e-9);
        assertEquals(.04, paid.value("everswitch_confirm_to_final_seconds_sum"), 1e-9);
        assertEquals(1, paid.value("everswitch_obligations_open", "kind=notification"));
        tell(new PaymentCommand.NotificationAnswered(
                1, new NotificationResult(NotificationResult.Kind.DELIVERED, 200, null, "")));
        Scrape told = scrape();
        assertEquals(0, told.value("everswitch_obligations_open", "kind=notification"));
        assertEquals(1, told.value("everswitch_obligations_closed_total", "kind=notification"));
        assertEquals(0, told.value("everswitch_obligations_opened_total", "kind=query"));
    }

    @Test
    void unknown_thenFoundApproved_isOneAttemptWithALaterOutcome() {
        createAndConfirm();
        pass(10_000);
        tell(new PaymentCommand.AttemptAnswered(1, AttemptAnswer.unknown("timeout", ""), Evidence.ANSWER));
        assertEquals(1, scrape().value("everswitch_obligations_open", "kind=query"));
        pass(2_000);
        tell(new PaymentCommand.Tick());
        tell(new PaymentCommand.QueryAnswered(1, new QueryAnswer(QueryAnswer.Kind.APPROVED, "00", "b1", AMOUNT)));
        Scrape seen = scrape();
        assertEquals(1, seen.value("everswitch_attempts_total", LABEL, "outcome=UNKNOWN"));
        assertFalse(seen.has("everswitch_attempts_total", LABEL, "outcome=APPROVED"));
        assertEquals(1, seen.value("everswitch_attempts_resolved_total", LABEL, "outcome=APPROVED"));
        assertEquals(12, seen.value("everswitch_attempt_resolution_seconds_sum"), 1e-9);
        assertEquals(0, seen.value("everswitch_obligations_open", "kind=query"));
        assertEquals(1, seen.value("everswitch_obligations_closed_total", "kind=query"));
    }

    @Test
    void refund_pendingThenDone_opensAndCloses() {
        createAndConfirm();
        tell(new PaymentCommand.AttemptAnswered(1, answer(AttemptAnswer.Kind.APPROVED, "00"), Evidence.ANSWER));
        tell(new PaymentCommand.Refund("r-1", Money.of(300, "EUR"), ""));
        assertEquals(1, scrape().value("everswitch_obligations_open", "kind=refund"));
        tell(new PaymentCommand.RefundAnswered(1, new RefundAnswer(RefundAnswer.Kind.DONE, "00", "b2")));
        assertEquals(0, scrape().value("everswitch_obligations_open", "kind=refund"));
    }

    @Test
    void actorMoves_openObligationsMoveWithIt() {
        createAndConfirm();
        tell(new PaymentCommand.AttemptAnswered(1, answer(AttemptAnswer.Kind.APPROVED, "00"), Evidence.ANSWER));
        metrics.payments().left(known());
        assertEquals(0, scrape().value("everswitch_obligations_open", "kind=notification"));
        Metrics other = new Metrics(List.of(CHANNEL), List.of(), "test");
        other.payments().taken(known());
        Scrape there = new Scrape(other.scrape());
        assertEquals(1, there.value("everswitch_obligations_open", "kind=notification"));
        assertEquals(0, there.value("everswitch_obligations_opened_total", "kind=notification"));
    }

    private void createAndConfirm() {
        tell(new PaymentCommand.Create(
                PaymentId.create(now, 1, 0, new Random(1)),
                new MerchantId("m"),
                "order-1",
                AMOUNT,
                "",
                null,
                null,
                Map.of(),
                false,
                "hash",
                Duration.ofMinutes(15)));
        tell(new PaymentCommand.Confirm(
                new CardMeans(new Sealed("k", "box"), "visa", "1111", 12, 2030), ConfirmSource.MERCHANT_API, ""));
        assertEquals(PaymentStatus.PROCESSING, known().status());
    }

    private void pass(long ms) {
        now = now.plusMillis(ms);
    }

    private void tell(PaymentCommand command) {
        Decision decision = PaymentRules.decide(
                payment,
                command,
                new Surroundings(
                        now,
                        1,
                        request -> new RouteDecision(CHANNEL, List.of()),
                        id -> channel,
                        PaymentPolicy.DEFAULT));
        assertTrue(decision.refusal() == null, () -> command + " " + decision.refusal());
        for (PaymentFact fact : decision.facts()) {
            Payment before = payment;
            Payment after = PaymentRules.apply(before, fact);
            metrics.payments().factDurable(before, after, fact);
            payment = after;
        }
    }

    private Payment known() {
        Payment there = payment;
        assertNotNull(there);
        return there;
    }

    private Scrape scrape() {
        return new Scrape(metrics.scrape());
    }

    private static AttemptAnswer answer(AttemptAnswer.Kind kind, String code) {
        return new AttemptAnswer(kind, code, "b1", AMOUNT, "");
    }

    /** A channel that is only asked for its profile and ids. */
    private static final class Silent implements ChannelPort {
        @Override
        public ChannelProfile profile() {
            return new ChannelProfile(
                    CHANNEL,
                    new BankId("b"),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(60),
                    ChannelProfile.Resolution.QUERY,
                    List.of(Duration.ofSeconds(2)));
        }

        @Override
        public WireIds allocate(String reference, Instant at) {
            return new WireIds(reference, "", "", "");
        }

        @Override
        public CompletionStage<AttemptAnswer> send(AttemptRequest request) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<QueryAnswer> query(QueryRequest request) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<ReversalAnswer> reverse(ReversalRequest request) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<RefundAnswer> refund(RefundRequest request) {
            return new CompletableFuture<>();
        }

        @Override
        public ChannelStatus status() {
            return new ChannelStatus(true, 0, "");
        }
    }
}
