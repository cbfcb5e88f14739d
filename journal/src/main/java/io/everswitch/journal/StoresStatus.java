package io.everswitch.journal;

import io.everswitch.journal.ack.Store;
import io.everswitch.journal.store.StoreHealth;
import java.util.List;
import java.util.Map;

/**
 * How the journal's stores are at one moment.
 *
 * @param health each store that this node has, with the reason if it is sick
 * @param inDoubt what of the working set is in doubt; empty when nothing is
 * @param awaited the spools that have to come back, or be given up, until nothing is
 * @param partitionsInDoubt how many partitions that is, of the histories and of the index together
 */
public record StoresStatus(
        Map<Store, StoreHealth> health, String inDoubt, List<String> awaited, int partitionsInDoubt) {
    public StoresStatus {
        health = Map.copyOf(health);
        awaited = List.copyOf(awaited);
    }
}
