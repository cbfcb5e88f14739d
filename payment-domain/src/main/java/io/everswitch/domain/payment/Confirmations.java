package io.everswitch.domain.payment;

import io.everswitch.domain.id.AttemptId;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.WireReference;
import io.everswitch.domain.means.BankAccountMeans;
import io.everswitch.domain.means.CardMeans;
import io.everswitch.domain.means.Means;
import io.everswitch.domain.port.ChannelPort;
import io.everswitch.domain.port.ChannelProfile;
import io.everswitch.domain.port.RouteDecision;
import io.everswitch.domain.port.RouteRequest;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Confirmations, and the start of attempts: the only place that makes an {@code AttemptStarted} (M3). Stateless. */
final class Confirmations {
    /** Two digits of {@link AttemptId}. */
    private static final int ATTEMPTS_MAX = 99;

    private Confirmations() {}

    private record Choice(ChannelPort channel, RouteDecision route) {}

    static @Nullable Refusal confirm(Draft draft, PaymentCommand.Confirm c) {
        Payment payment = draft.payment();
        // First of all: whoever repeats wants to see what became of it, not that it is too late.
        if (!c.idempotencyKey().isEmpty() && payment.confirmKeys().contains(c.idempotencyKey())) {
            return null;
        }
        Refusal refusal = Lifecycle.refusalOfUse(draft);
        if (refusal != null) {
            return refusal;
        }
        draft.add(new PaymentFact.Confirmed(c.means(), c.source(), c.idempotencyKey(), draft.now()));
        Lifecycle.move(draft, PaymentStatus.PROCESSING, "confirmed");
        String whyNot = start(draft);
        if (whyNot != null) {
            Lifecycle.endUnpaid(draft, whyNot);
        }
        return null;
    }

    /**
     * After an attempt that surely took nothing: another channel, while the payer still waits.
     *
     * @return whether an attempt was started
     */
    static boolean startNext(Draft draft) {
        Payment payment = draft.payment();
        int first = payment.firstAttemptOfConfirm();
        if (first == 0 || PaymentDue.isDue(payment.expiresAt(), draft.now())) {
            return false;
        }
        boolean payerWaits = draft.now()
                .isBefore(payment.attempt(first).createdAt().plus(draft.policy().retryWithin()));
        boolean channelsLeft =
                payment.attempts().size() - first + 1 < draft.policy().attemptsPerConfirmMax();
        return payerWaits && channelsLeft && start(draft) == null;
    }

    /** @return why no attempt was started; null if one was */
    private static @Nullable String start(Draft draft) {
        Payment payment = draft.payment();
        if (payment.openAttempt() != null || payment.attempts().size() >= ATTEMPTS_MAX) {
            return "no further attempt is possible";
        }
        Choice choice = choose(draft);
        if (choice == null) {
            return "no channel is eligible";
        }
        ChannelProfile profile = choice.channel().profile();
        int ordinal = payment.attempts().size() + 1;
        String reference =
                WireReference.of(new AttemptId(payment.id(), ordinal)).value();
        Instant sendBy = draft.now().plus(profile.sendWindow());
        draft.add(new PaymentFact.AttemptStarted(
                ordinal,
                profile.id(),
                choice.channel().allocate(reference, draft.now()),
                payment.amount(),
                sendBy,
                sendBy.plus(profile.responseTimeout()).plus(draft.policy().clockMargin()),
                choice.route().reasons(),
                draft.now(),
                choice.route().grounds().isEmpty() ? null : choice.route().grounds()));
        return null;
    }

    /**
     * A channel that the payment has not tried yet. If there is none, a new confirmation may use one of an earlier
     * confirmation again, since the payer chose anew; within one confirmation never the same twice.
     */
    private static @Nullable Choice choose(Draft draft) {
        Payment payment = draft.payment();
        Choice fresh = choose(draft, triedSince(payment, 1));
        if (fresh != null || payment.attempts().isEmpty()) {
            return fresh;
        }
        int first = payment.firstAttemptOfConfirm();
        return first == 1
                ? null
                : choose(
                        draft,
                        triedSince(payment, first == 0 ? payment.attempts().size() + 1 : first));
    }

    private static Set<ChannelId> triedSince(Payment payment, int first) {
        Set<ChannelId> tried = new HashSet<>();
        for (Attempt attempt : payment.attempts()) {
            if (attempt.ordinal() >= first) {
                tried.add(attempt.channel());
            }
        }
        return tried;
    }

    private static @Nullable Choice choose(Draft draft, Set<ChannelId> tried) {
        // Router and catalog may be of different age for a moment: a channel that is not there is passed over.
        for (int i = 0; i < draft.policy().attemptsPerConfirmMax(); i++) {
            RouteDecision route = draft.around().router().route(request(draft, tried));
            ChannelId id = route.channel();
            if (id == null || tried.contains(id)) {
                return null;
            }
            ChannelPort channel = draft.channel(id);
            if (channel != null) {
                return new Choice(channel, route);
            }
            tried.add(id);
        }
        return null;
    }

    private static RouteRequest request(Draft draft, Set<ChannelId> tried) {
        Payment payment = draft.payment();
        Means means = Objects.requireNonNull(payment.means());
        BankId bank = means instanceof BankAccountMeans account ? account.bank() : null;
        String brand = means instanceof CardMeans card ? card.brand() : "";
        return new RouteRequest(
                payment.merchant(),
                means.kind(),
                bank,
                brand,
                payment.amount(),
                Set.copyOf(tried),
                payment.shadow(),
                draft.around().spread());
    }
}
