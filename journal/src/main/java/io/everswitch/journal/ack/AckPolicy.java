package io.everswitch.journal.ack;

import java.util.Objects;
import java.util.Set;

/**
 * What an acknowledgement takes here.
 *
 * @param stores the stores that this node has
 * @param copies how many stores must hold a fact before it is acknowledged
 * @param normalCopies how many hold it when all is well; an acknowledgement with fewer is an exposure
 */
public record AckPolicy(Set<Store> stores, int copies, int normalCopies) {

    public AckPolicy {
        Objects.requireNonNull(stores, "stores");
        stores = Set.copyOf(stores);
        if (copies < 1 || copies > stores.size()) {
            throw new IllegalArgumentException(
                    copies + " copies cannot be kept by " + stores.size() + " stores " + stores);
        }
        if (normalCopies < copies || normalCopies > stores.size()) {
            throw new IllegalArgumentException("normal copies must be at least the copies and at most the stores");
        }
    }

    /** The store without which nothing is acknowledged: the working set where there is one, else the spool. */
    Store judge() {
        if (stores.contains(Store.WORKING_SET)) {
            return Store.WORKING_SET;
        }
        return stores.contains(Store.SPOOL) ? Store.SPOOL : Store.PEER;
    }
}
