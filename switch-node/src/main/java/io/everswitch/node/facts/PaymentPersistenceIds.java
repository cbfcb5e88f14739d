package io.everswitch.node.facts;

import io.everswitch.domain.id.PaymentId;
import io.everswitch.journal.PersistenceIds;

/** Payment ids carry their creation time and archive cell. Other ids (there are none today) say nothing. */
public final class PaymentPersistenceIds implements PersistenceIds {
    private static final PersistenceIds OTHERS = new Silent();

    @Override
    public long createdAtMs(String persistenceId) {
        return PaymentId.isValid(persistenceId)
                ? new PaymentId(persistenceId).createdAt().toEpochMilli()
                : OTHERS.createdAtMs(persistenceId);
    }

    @Override
    public int cell(String persistenceId) {
        return PaymentId.isValid(persistenceId) ? new PaymentId(persistenceId).cell() : OTHERS.cell(persistenceId);
    }
}
