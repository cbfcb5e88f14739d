package io.everswitch.node.facts;

import static java.util.Objects.requireNonNull;

import io.everswitch.domain.payment.Attempt;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentFact;
import io.everswitch.domain.payment.PaymentRules;
import io.everswitch.journal.IndexEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The facts of one decision as they go to the journal, all with the due time of the payment that they lead to. Stateless. */
public final class JournaledFacts {
    private JournaledFacts() {}

    /** @param clockMargin how far clocks may differ (M9) */
    public static List<JournaledFact> of(@Nullable Payment before, List<PaymentFact> facts, Duration clockMargin) {
        List<List<IndexEntry>> indexes = new ArrayList<>(facts.size());
        Payment payment = before;
        for (PaymentFact fact : facts) {
            Payment next = PaymentRules.apply(payment, fact);
            indexes.add(PaymentIndex.changes(payment, next));
            payment = next;
        }
        Payment last = requireNonNull(payment);
        long dueMs = wakeAtMs(last, clockMargin);
        List<JournaledFact> entries = new ArrayList<>(facts.size());
        for (int i = 0; i < facts.size(); i++) {
            entries.add(new JournaledFact(facts.get(i), dueMs, last.isClosed(), indexes.get(i)));
        }
        return entries;
    }

    /**
     * When a payment without an actor must be woken. With an attempt in flight that is sooner than the actor itself would
     * look: whoever finds it without an actor knows that its sender is gone, and may ask the bank as soon as no byte can be
     * on its way any more. Waiting for the answer-by time would only keep the payer waiting for an answer that nobody hears.
     */
    private static long wakeAtMs(Payment payment, Duration clockMargin) {
        Instant due = PaymentRules.nextDueAt(payment);
        long dueMs = due == null ? Long.MAX_VALUE : due.toEpochMilli();
        Attempt open = payment.openAttempt();
        return open != null && open.phase() == Attempt.Phase.IN_FLIGHT
                ? Math.min(dueMs, open.sendBy().plus(clockMargin).toEpochMilli())
                : dueMs;
    }
}
