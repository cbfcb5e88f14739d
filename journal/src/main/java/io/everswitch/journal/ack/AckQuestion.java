package io.everswitch.journal.ack;

import java.util.Set;

/**
 * The state of one fact that waits for its acknowledgement.
 *
 * @param healthy stores worth asking now
 * @param accepted stores that hold the fact for certain
 * @param leaseValid whether this site's own lease is valid; asked only when there is another site and its copy is missing
 */
public record AckQuestion(Set<Store> healthy, Set<Store> accepted, boolean leaseValid) {

    public AckQuestion {
        healthy = Set.copyOf(healthy);
        accepted = Set.copyOf(accepted);
    }
}
