package io.everswitch.node.facts;

import io.everswitch.domain.payment.PaymentFact;
import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.Indexed;
import java.util.List;

/**
 * A fact on its way into the journal, with what the journal keeps beside it: when the payment is due next, whether anything
 * is still owed, and the derived index. Only the fact itself is serialized; a recovered one carries no index.
 */
public record JournaledFact(PaymentFact fact, long nextDueAtMs, boolean closed, List<IndexEntry> index)
        implements Indexed {

    /** As it comes back from the journal. */
    static JournaledFact recovered(PaymentFact fact) {
        return new JournaledFact(fact, Long.MAX_VALUE, false, List.of());
    }
}
