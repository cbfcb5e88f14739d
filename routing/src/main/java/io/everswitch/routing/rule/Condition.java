package io.everswitch.routing.rule;

import io.everswitch.domain.port.RouteRequest;

/** Whether a rule is about a payment. Immutable, total, some nanoseconds. */
interface Condition {
    /** @param nowMs epoch milliseconds */
    boolean holds(RouteRequest request, long nowMs);
}
