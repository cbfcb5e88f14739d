package io.everswitch.node.metrics;

import io.everswitch.node.limits.LimitMeters;
import io.prometheus.client.Counter;

/** Counts what limits do. Thread-safe. */
public final class LimitCounters implements LimitMeters {
    private final Counter.Child granted;
    private final Counter.Child refused;
    private final Counter.Child unanswered;
    private final Counter byLimit;

    /** @param byLimit a series per name of a limit: there are 100 at once at most */
    LimitCounters(Counter byResult, Counter byLimit) {
        this.granted = byResult.labels("granted");
        this.refused = byResult.labels("refused");
        this.unanswered = byResult.labels("unanswered");
        this.byLimit = byLimit;
    }

    @Override
    public void granted() {
        granted.inc();
    }

    @Override
    public void refused(String limit) {
        refused.inc();
        byLimit.labels(limit).inc();
    }

    @Override
    public void unanswered() {
        unanswered.inc();
    }
}
