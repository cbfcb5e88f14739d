package io.everswitch.node.http;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** Waits for what must come soon, and fails if it does not. */
final class Await {
    private Await() {}

    static void until(BooleanSupplier condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(20))
                .until(condition::getAsBoolean);
    }
}
