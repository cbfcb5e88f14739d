package io.everswitch.node.http;

import io.everswitch.node.limits.LimitUsage;
import io.everswitch.routing.limit.Limit;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Limits as operators see them. Thread-safe, never blocks. */
public interface LimitDesk {
    /** Those that stand at this node now. */
    List<Limit> standing();

    /**
     * Fails if nobody answered in time.
     *
     * @param ledger as {@link Limit#ledger} names it
     */
    CompletionStage<LimitUsage> usage(String ledger);
}
