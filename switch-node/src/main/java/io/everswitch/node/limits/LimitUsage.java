package io.everswitch.node.limits;

import io.everswitch.routing.limit.Ledger;

/**
 * What is used of one ledger. Crosses between nodes.
 *
 * @param amount in minor units, what is only reserved included
 * @param count of attempts, the same
 * @param open of them only reserved: what becomes of them is not known yet
 */
public record LimitUsage(long amount, int count, int open) {
    static LimitUsage of(Ledger.Usage usage) {
        return new LimitUsage(usage.amount(), usage.count(), usage.open());
    }
}
