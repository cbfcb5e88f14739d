package io.everswitch.node.boot;

import io.everswitch.node.control.LiveLimits;
import io.everswitch.node.http.LimitDesk;
import io.everswitch.node.limits.AttemptLimits;
import io.everswitch.node.limits.LimitUsage;
import io.everswitch.routing.limit.Limit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Limits as this node's operators see them. Thread-safe. */
final class NodeLimits implements LimitDesk {
    /** Above what a new home of a ledger takes after a node died (3 s). */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LiveLimits live;
    private final AttemptLimits limits;

    NodeLimits(LiveLimits live, AttemptLimits limits) {
        this.live = live;
        this.limits = limits;
    }

    @Override
    public List<Limit> standing() {
        return live.standing();
    }

    @Override
    public CompletionStage<LimitUsage> usage(String ledger) {
        return limits.usage(ledger, PATIENCE);
    }
}
