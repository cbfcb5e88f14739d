package io.everswitch.journal.ack;

import java.util.Set;

/**
 * What follows for one fact.
 *
 * @param ask stores to ask now; empty unless the verdict is to wait
 * @param exposed acknowledged with fewer copies than normal, or without the other site's
 */
public record AckDecision(Verdict verdict, Set<Store> ask, boolean exposed) {

    public AckDecision {
        ask = Set.copyOf(ask);
    }
}
