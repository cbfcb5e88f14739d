package io.everswitch.domain.payment;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.ChannelPort;
import io.everswitch.domain.port.ChannelProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One decision in the making: every fact that is added is applied at once, so that the next rule sees the payment as it
 * will be. Used by one thread within one call.
 */
final class Draft {
    /** For a channel that is not in the catalog any more: its obligations stay, and are looked at now and then. */
    private static final Duration MISSING_CHANNEL_WAIT = Duration.ofMinutes(5);

    private final Surroundings around;
    private final List<PaymentFact> facts = new ArrayList<>();
    private @Nullable Payment payment;

    Draft(@Nullable Payment payment, Surroundings around) {
        this.payment = payment;
        this.around = around;
    }

    Payment payment() {
        return Objects.requireNonNull(payment);
    }

    Attempt attempt(int ordinal) {
        return payment().attempt(ordinal);
    }

    Instant now() {
        return around.now();
    }

    PaymentPolicy policy() {
        return around.policy();
    }

    Surroundings around() {
        return around;
    }

    void add(PaymentFact fact) {
        payment = PaymentApply.apply(payment, fact);
        facts.add(fact);
    }

    Decision decision() {
        return facts.isEmpty() ? Decision.NOTHING : Decision.of(facts);
    }

    /** Null if the catalog does not have the channel (any more). */
    @Nullable
    ChannelPort channel(ChannelId id) {
        try {
            return around.channels().get(id);
        } catch (IllegalArgumentException e) {
            // That is how the port says "no such channel"; it is an answer, every caller treats it.
            return null;
        }
    }

    boolean resolvesByReversal(ChannelId id) {
        ChannelPort channel = channel(id);
        return channel != null && channel.profile().resolution() == ChannelProfile.Resolution.REVERSE;
    }

    /** When to ask a bank again after its try number {@code tries} went out now: never while the answer may still come. */
    Instant nextTryAfter(ChannelId id, int tries) {
        ChannelPort channel = channel(id);
        if (channel == null) {
            return now().plus(MISSING_CHANNEL_WAIT);
        }
        Duration wait = channel.profile().ladder(tries);
        Duration answer = channel.profile().responseTimeout();
        return now().plus(wait.compareTo(answer) > 0 ? wait : answer);
    }

    /** When to ask for the first time. */
    Instant firstQueryAt(ChannelId id) {
        ChannelPort channel = channel(id);
        return now().plus(
                        channel == null
                                ? MISSING_CHANNEL_WAIT
                                : channel.profile().ladder(0));
    }

    /** Whether by now no byte of the attempt can be on its way (M9). */
    boolean isPastSending(Attempt attempt) {
        return !now().isBefore(safelySentBy(attempt));
    }

    /**
     * Whether "no such attempt" proves that none will ever arrive (M9). The time of the question counts: an answer that
     * comes after send-by may have been given before it.
     */
    boolean isAskedPastSending(Attempt attempt) {
        Instant asked = attempt.triedAt();
        return asked != null && !asked.isBefore(safelySentBy(attempt));
    }

    Instant safelySentBy(Attempt attempt) {
        return attempt.sendBy().plus(policy().clockMargin());
    }

    /** Puts a bank's contradiction on the exceptions list; the same one again only once, and never without end. */
    void contradict(int attempt, String what) {
        if (!attempt(attempt).detail().equals(what)
                && payment().contradictions().size() < policy().contradictionsMax()) {
            add(new PaymentFact.ContradictionRecorded(attempt, what, now()));
        }
    }
}
