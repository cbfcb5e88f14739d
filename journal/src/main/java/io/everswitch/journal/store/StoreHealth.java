package io.everswitch.journal.store;

import io.everswitch.journal.ack.Health;

/** Whether a store is worth asking, and why not; the reason is empty when it is healthy. */
public record StoreHealth(Health health, String reason) {

    public static final StoreHealth HEALTHY = new StoreHealth(Health.HEALTHY, "");

    public static StoreHealth sick(String reason) {
        return new StoreHealth(Health.SICK, reason);
    }
}
