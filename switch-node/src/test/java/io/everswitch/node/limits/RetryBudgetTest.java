package io.everswitch.node.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import io.everswitch.domain.payment.PaymentStatus;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.WireIds;
import io.everswitch.routing.limit.RetryRule;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final MemoryClaims claims = new MemoryClaims();
    private final Map<String, RetryRule> rules = Map.of("visa", new RetryRule("visa", 3, Set.of("41")));
    private final RetryBudget budget = new RetryBudget(rules::get, claims, Clock.systemUTC());
    private final Random random = new Random(7);
    private int orders;

    private Payment sent(String merchant, String brand, @Nullable String fingerprint) {
        PaymentId id = PaymentId.create(NOW, 3, 0, random);
        orders++;
        Payment payment = PaymentRules.apply(
                null,
                new PaymentFact.Created(
                        id,
                        new MerchantId(merchant),
                        "o-" + orders,
                        Money.of(100, "CNY"),
                        "",
                        null,
                        null,
                        Map.of(),
                        false,
                        "hash",
                        NOW.plusSeconds(900),
                        NOW));
        payment = PaymentRules.apply(
                payment,
                new PaymentFact.Confirmed(
                        new CardMeans(new Sealed("k", "box"), brand, "4242", 12, 2031, fingerprint),
                        ConfirmSource.MERCHANT_API,
                        "",
                        NOW));
        payment = PaymentRules.apply(payment, new PaymentFact.StatusChanged(PaymentStatus.PROCESSING, "", NOW));
        return PaymentRules.apply(
                payment,
                new PaymentFact.AttemptStarted(
                        1,
                        new ChannelId("c"),
                        new WireIds("ref-" + orders, "", "", ""),
                        Money.of(100, "CNY"),
                        NOW,
                        NOW,
                        List.of(),
                        NOW));
    }

    private void concluded(Payment payment, Outcome outcome, Evidence evidence, String code) {
        PaymentFact fact = new PaymentFact.AttemptConcluded(1, outcome, evidence, code, "", null, "", null, NOW);
        budget.factDurable(PaymentRules.apply(payment, fact), fact);
    }

    private String admitted(Payment payment) {
        Optional<AttemptAnswer> refusal =
                budget.admit(payment, payment.attempt(1)).toCompletableFuture().join();
        return refusal.map(AttemptAnswer::rawCode).orElse("sent");
    }

    @Test
    void declines_upToTheSchemesNumber_areSentAndNotOneMore() {
        for (int i = 0; i < 3; i++) {
            Payment payment = sent("shop", "visa", "k.card");
            assertEquals("sent", admitted(payment));
            concluded(payment, Outcome.DECLINED_RETRIABLE, Evidence.ANSWER, "05");
        }
        assertEquals("limit_declines", admitted(sent("shop", "visa", "k.card")));
        assertEquals("sent", admitted(sent("other", "visa", "k.card")), "another merchant");
        assertEquals("sent", admitted(sent("shop", "visa", "k.other")), "another card");
        assertEquals("sent", admitted(sent("shop", "jcb", "k.card")), "a scheme without a rule");
        assertEquals("sent", admitted(sent("shop", "visa", null)), "a card that nobody knows again");
    }

    /** The first one's 30 days are over: its place is free, though the last one is taken. */
    @Test
    void declines_oldestExpires_oneMoreIsSent() {
        for (int i = 0; i < 3; i++) {
            concluded(sent("shop", "visa", "k.card"), Outcome.DECLINED_FINAL, Evidence.CALLBACK, "51");
        }
        claims.values.remove("decline/shop/k.card/1");
        Payment again = sent("shop", "visa", "k.card");
        assertEquals("sent", admitted(again));
        concluded(again, Outcome.DECLINED_FINAL, Evidence.ANSWER, "51");
        assertEquals("limit_declines", admitted(sent("shop", "visa", "k.card")));
    }

    @Test
    void neverCode_closesTheCardForThatMerchant() {
        concluded(sent("shop", "visa", "k.card"), Outcome.DECLINED_FINAL, Evidence.ANSWER, "41");
        assertEquals("limit_never_retry", admitted(sent("shop", "visa", "k.card")));
        assertEquals("sent", admitted(sent("other", "visa", "k.card")));
    }

    @Test
    void whatNoBankDeclined_isNotCounted() {
        concluded(sent("shop", "visa", "k.card"), Outcome.NOT_SENT, Evidence.LOCAL, "not_connected");
        concluded(sent("shop", "visa", "k.card"), Outcome.UNKNOWN, Evidence.LOCAL, "timeout");
        concluded(sent("shop", "visa", "k.card"), Outcome.APPROVED, Evidence.ANSWER, "00");
        assertTrue(claims.values.isEmpty(), claims.values.toString());
    }

    @Test
    void declined_toldTwice_takesOnePlace() {
        Payment payment = sent("shop", "visa", "k.card");
        concluded(payment, Outcome.DECLINED_FINAL, Evidence.ANSWER, "51");
        concluded(payment, Outcome.DECLINED_FINAL, Evidence.QUERY, "51");
        assertEquals(1, claims.values.size());
    }

    @Test
    void admit_indexSilentOrFailing_isSent() {
        Payment payment = sent("shop", "visa", "k.card");
        for (boolean fails : new boolean[] {false, true}) {
            RetryBudget blind = new RetryBudget(rules::get, new Broken(fails), Clock.systemUTC());
            assertTrue(blind.admit(payment, payment.attempt(1))
                    .toCompletableFuture()
                    .join()
                    .isEmpty());
        }
    }

    private record Broken(boolean fails) implements Claims {
        private <T> CompletionStage<T> none() {
            return fails
                    ? CompletableFuture.failedFuture(new IllegalStateException("away"))
                    : new CompletableFuture<>();
        }

        @Override
        public CompletionStage<String> claim(String key, String value, long expiresAtMs) {
            return none();
        }

        @Override
        public CompletionStage<Optional<String>> lookup(String key) {
            return none();
        }

        @Override
        public CompletionStage<Void> remove(String key) {
            return none();
        }
    }
}
