package io.everswitch.domain.payment;

import io.everswitch.domain.id.ChannelId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The invariants as a watcher of facts. It keeps its own small books from the facts alone, so that a wrong state cannot
 * hide a wrong rule. Used by one thread.
 */
final class Invariants {
    private final SimBank bank;
    private final Duration clockMargin;
    private final List<PaymentFact> facts = new ArrayList<>();
    private final Map<Integer, @Nullable Outcome> outcomes = new HashMap<>();
    private final Map<Integer, PaymentFact.AttemptStarted> starts = new HashMap<>();
    private final Map<Integer, Instant> asked = new HashMap<>();
    private final Set<Integer> reversing = new HashSet<>();
    private final Set<ChannelId> channelsOfConfirm = new HashSet<>();
    private @Nullable PaymentStatus finalStatus;

    Invariants(SimBank bank, Duration clockMargin) {
        this.bank = bank;
        this.clockMargin = clockMargin;
    }

    /** After one decision. */
    void check(PaymentCommand command, Decision decision, Payment after, Instant now) {
        Payment replayed = null;
        for (PaymentFact fact : decision.facts()) {
            require(fact.at().equals(now), "time", "a fact of another time");
            checkFact(command, fact);
            facts.add(fact);
        }
        for (PaymentFact fact : facts) {
            replayed = PaymentRules.apply(replayed, fact);
            require(paying(replayed) <= 1, "M2", "two claimed approvals");
        }
        require(after.equals(replayed), "replay", "another state than live");
        checkState(command, after, now);
        for (PaymentFact fact : decision.facts()) {
            if (fact instanceof PaymentFact.NotificationOwed owed) {
                checkClaim(owed, after);
            }
        }
    }

    private void checkFact(PaymentCommand command, PaymentFact fact) {
        if (fact instanceof PaymentFact.Confirmed) {
            channelsOfConfirm.clear();
        } else if (fact instanceof PaymentFact.AttemptStarted f) {
            require(!hasOpenAttempt(), "M3", "attempt " + f.attempt() + " started beside an open one");
            require(channelsOfConfirm.add(f.channel()), "channels", f.channel() + " twice in one confirmation");
            require(finalStatus == null, "final", "attempt started after the end");
            starts.put(f.attempt(), f);
            outcomes.put(f.attempt(), null);
        } else if (fact instanceof PaymentFact.AttemptConcluded f) {
            concluded(command, f);
        } else if (fact instanceof PaymentFact.QueryTried f) {
            asked.put(f.attempt(), f.at());
        } else if (fact instanceof PaymentFact.ReversalTried f) {
            asked.put(f.attempt(), f.at());
        } else if (fact instanceof PaymentFact.ReversalOwed f) {
            asked.put(f.attempt(), f.at());
            reversing.add(f.attempt());
        } else if (fact instanceof PaymentFact.ReversalAcknowledged f) {
            if (f.rawCode().equals("25")) {
                requireAskedPastSending(f.attempt());
            }
            reversing.remove(f.attempt());
        } else if (fact instanceof PaymentFact.ReversalRefused f) {
            reversing.remove(f.attempt());
        } else if (fact instanceof PaymentFact.StatusChanged f) {
            require(finalStatus == null, "final", f.status() + " after " + finalStatus);
            finalStatus = f.status().isFinal() ? f.status() : null;
            boolean stops = f.status() == PaymentStatus.CANCELED || f.status() == PaymentStatus.EXPIRED;
            require(!stops || !hasOpenAttempt(), "M3", f.status() + " beside an open attempt");
        }
    }

    private void concluded(PaymentCommand command, PaymentFact.AttemptConcluded f) {
        Outcome before = outcomes.get(f.attempt());
        boolean ends = before == Outcome.UNKNOWN && f.outcome() != Outcome.UNKNOWN;
        require(!ends || f.evidence() != Evidence.LOCAL, "M5", "UNKNOWN ended without evidence");
        boolean byTime = command instanceof PaymentCommand.Tick || command instanceof PaymentCommand.Recovered;
        require(!byTime || f.outcome() == Outcome.UNKNOWN, "M5", "time decided " + f.outcome());
        if (f.outcome() == Outcome.NOT_SENT && f.evidence() == Evidence.QUERY) {
            requireAskedPastSending(f.attempt());
        }
        outcomes.put(f.attempt(), f.outcome());
    }

    private void requireAskedPastSending(int attempt) {
        Instant past = Objects.requireNonNull(starts.get(attempt)).sendBy().plus(clockMargin);
        Instant when = asked.get(attempt);
        require(when != null && !when.isBefore(past), "M9", "not found counted though asked at " + when);
    }

    private boolean hasOpenAttempt() {
        return outcomes.values().stream().anyMatch(o -> o == null || o == Outcome.UNKNOWN);
    }

    private static long paying(Payment payment) {
        return payment.attempts().stream().filter(Attempt::isPaying).count();
    }

    private void checkState(PaymentCommand command, Payment after, Instant now) {
        boolean processing = after.status() == PaymentStatus.PROCESSING;
        require(processing == hasOpenAttempt(), "status", after.status() + ", open attempt: " + hasOpenAttempt());
        require(processing == (after.openAttempt() != null), "status", "openAttempt() is wrong");
        boolean succeeded = after.status() == PaymentStatus.SUCCEEDED;
        require(succeeded == (paying(after) == 1), "M2", after.status() + " with " + paying(after) + " approvals");
        long promised =
                after.refundedAmount().minor() + after.pendingRefundAmount().minor();
        require(promised <= after.capturedAmount().minor(), "M7", promised + " promised");
        Instant due = PaymentRules.nextDueAt(after);
        if (command instanceof PaymentCommand.Tick) {
            require(due == null || due.isAfter(now), "tick", "still due after a tick: a busy loop");
        }
        boolean owed = hasOpenAttempt() || !reversing.isEmpty();
        require(!owed || due != null, "obligation", "something is owed, but nobody will look");
    }

    /** No notification claims what the banks did not do (M6); an operator's word is true in these histories. */
    private void checkClaim(PaymentFact.NotificationOwed owed, Payment after) {
        switch (owed.type()) {
            case "payment.succeeded" -> {
                Attempt paying = Objects.requireNonNull(after.payingAttempt());
                SimBank.Charge charge = bank.charge(paying.ids().reference());
                boolean true_ =
                        charge != null && charge.balance() == after.amount().minor();
                require(true_, "M6", "succeeded, but the bank does not have it");
            }
            case "refund.succeeded", "payment.surplus_refunded" ->
                require(
                        bank.refundDone(after.refund(owed.refund()).ids().reference()),
                        "M6",
                        owed.type() + ", but the bank did not");
            default -> {
                // Says what we decided, not what a bank did.
            }
        }
    }

    /** When nothing is owed any more and nothing is on its way. */
    void checkAtRest(Payment payment) {
        require(payment.status().isFinal() && !payment.hasOpenObligations(), "rest", "not at its end");
        // What a bank contradicted keeps it open for a person, and nothing else does.
        boolean reviewed = payment.contradictions().stream()
                .noneMatch(contradiction -> contradiction.reviewedBy().isEmpty());
        require(payment.isClosed() == reviewed, "rest", "not closed");
        long claimed =
                payment.capturedAmount().minor() - payment.refundedAmount().minor();
        require(bank.balance() == claimed, "M2", "banks have " + bank.balance() + ", the payment says " + claimed);
        require(bank.unreversedCharges() <= 1, "M2", "more than one unreversed charge");
        String type = "payment." + payment.status().code();
        List<Notification> ends = payment.notifications().stream()
                .filter(n -> n.type().equals(type))
                .toList();
        require(ends.size() == 1, "M6", ends.size() + " notifications of the end");
        require(ends.get(0).state() != Notification.State.OWED, "M6", "the merchant does not know");
    }

    private void require(boolean holds, String invariant, String what) {
        if (!holds) {
            throw new AssertionError(invariant + ": " + what);
        }
    }
}
