package io.everswitch.node.limits;

import io.everswitch.domain.means.CardMeans;
import io.everswitch.domain.payment.Attempt;
import io.everswitch.domain.payment.Evidence;
import io.everswitch.domain.payment.Outcome;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentFact;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.journal.JournalExtension;
import io.everswitch.node.entity.AttemptGate;
import io.everswitch.routing.limit.RetryRule;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Card schemes fine merchants who send a declined card again and again. Each decline of a card at a merchant takes the first of so
 * many numbered places as are allowed, for 30 days; while all are taken, nothing is sent. A code after which the scheme forbids any
 * other try closes the card for that merchant. Places are claims in the journal's index and go by themselves.
 *
 * <p>Where the journal cannot say, the attempt is sent: a fine is worse than a decline, but not than all payments standing still. A
 * decline is not counted if the process dies before its claim. Thread-safe, never blocks.
 */
public final class RetryBudget implements AttemptGate {
    private static final Logger LOG = LoggerFactory.getLogger(RetryBudget.class);
    private static final Duration KEPT = Duration.ofDays(RetryRule.DAYS);
    /** An answer of the index takes a millisecond; an attempt has seconds, and other things to wait for. */
    private static final long PATIENCE_MS = 500;

    private static final CompletionStage<Optional<AttemptAnswer>> ADMITTED =
            CompletableFuture.completedFuture(Optional.empty());

    private final Function<String, @Nullable RetryRule> rules;
    private final Claims claims;
    private final Clock clock;

    /** @param rules brand → what its scheme allows; null: anything */
    public static RetryBudget on(JournalExtension journal, Function<String, @Nullable RetryRule> rules, Clock clock) {
        return new RetryBudget(rules, new JournalClaims(journal, "retry"), clock);
    }

    RetryBudget(Function<String, @Nullable RetryRule> rules, Claims claims, Clock clock) {
        this.rules = rules;
        this.claims = claims;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Optional<AttemptAnswer>> admit(Payment payment, Attempt attempt) {
        RetryRule rule = rule(attempt);
        if (rule == null) {
            return ADMITTED;
        }
        String card = card(payment, attempt);
        CompletableFuture<Optional<String>> never = claims.lookup(never(card)).toCompletableFuture();
        CompletableFuture<Boolean> full = isFull(card, rule.declinesMax()).toCompletableFuture();
        return never.thenCombine(full, (code, all) -> refusal(rule, code, all))
                .completeOnTimeout(Optional.empty(), PATIENCE_MS, TimeUnit.MILLISECONDS)
                .exceptionally(failure -> {
                    LOG.debug("attempt {} is sent unasked: {}", attempt.ids().reference(), failure.toString());
                    return Optional.empty();
                });
    }

    private static Optional<AttemptAnswer> refusal(RetryRule rule, Optional<String> code, boolean full) {
        if (code.isPresent()) {
            return Optional.of(AttemptAnswer.overLimit(
                    "never_retry", rule.brand() + " forbids another try after code " + code.get()));
        }
        return full
                ? Optional.of(AttemptAnswer.overLimit(
                        "declines",
                        rule.declinesMax() + " declines of this card in " + RetryRule.DAYS + " days are all that "
                                + rule.brand() + " allows"))
                : Optional.empty();
    }

    /** Places fill up from the first, so one look at the last one tells most cards apart. */
    private CompletionStage<Boolean> isFull(String card, int places) {
        return claims.lookup(place(card, places)).thenCompose(last -> {
            if (last.isEmpty()) {
                return CompletableFuture.completedFuture(false);
            }
            List<CompletableFuture<Boolean>> taken = new ArrayList<>();
            for (int i = 1; i < places; i++) {
                taken.add(claims.lookup(place(card, i)).toCompletableFuture().thenApply(Optional::isPresent));
            }
            return CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new))
                    .thenApply(all -> taken.stream().allMatch(CompletableFuture::join));
        });
    }

    /** Counts a bank's decline. Called after each durable fact, on the payment's thread. */
    public void factDurable(Payment after, PaymentFact fact) {
        if (!(fact instanceof PaymentFact.AttemptConcluded concluded)
                || concluded.evidence() == Evidence.LOCAL
                || (concluded.outcome() != Outcome.DECLINED_FINAL
                        && concluded.outcome() != Outcome.DECLINED_RETRIABLE)) {
            return;
        }
        Attempt attempt = after.attempt(concluded.attempt());
        RetryRule rule = rule(attempt);
        if (rule == null) {
            return;
        }
        String card = card(after, attempt);
        String reference = attempt.ids().reference();
        long untilMs = clock.millis() + KEPT.toMillis();
        if (rule.neverCodes().contains(concluded.rawCode())) {
            told(claims.claim(never(card), concluded.rawCode(), untilMs), reference);
        }
        told(take(card, 1, rule.declinesMax(), reference, untilMs), reference);
    }

    private CompletionStage<String> take(String card, int from, int places, String reference, long untilMs) {
        return claims.claim(place(card, from), reference, untilMs)
                .thenCompose(standing -> standing.equals(reference) || from == places
                        ? CompletableFuture.completedFuture(standing)
                        : take(card, from + 1, places, reference, untilMs));
    }

    private static void told(CompletionStage<String> claimed, String reference) {
        claimed.whenComplete((standing, failure) -> {
            if (failure != null) {
                LOG.warn("the decline of attempt {} is not counted: {}", reference, failure.toString());
            }
        });
    }

    private @Nullable RetryRule rule(Attempt attempt) {
        return attempt.means() instanceof CardMeans card && card.fingerprint() != null
                ? rules.apply(card.brand())
                : null;
    }

    private static String card(Payment payment, Attempt attempt) {
        return payment.merchant() + "/" + attempt.means().fingerprint();
    }

    private static String never(String card) {
        return "never/" + card;
    }

    private static String place(String card, int number) {
        return "decline/" + card + "/" + number;
    }
}
