package io.everswitch.journal;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells now and then how the stores are. Runs on a thread of the actor system, and returns at once. */
final class StoresWatch implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(StoresWatch.class);

    private final JournalExtension journal;
    private final Supplier<JournalMetrics> metrics;

    StoresWatch(JournalExtension journal, Supplier<JournalMetrics> metrics) {
        this.journal = journal;
        this.metrics = metrics;
    }

    @Override
    public void run() {
        try {
            StoresStatus now = journal.stores();
            JournalMetrics told = metrics.get();
            now.health()
                    .forEach((store, health) ->
                            told.storeHealth(store.name(), health.reason().isEmpty()));
            told.inDoubt(now.partitionsInDoubt());
            journal.tellHeld(told);
            var unused = journal.conflictsHere().whenComplete((count, failure) -> {
                if (failure == null) {
                    told.conflictsAside(count);
                } else {
                    LOG.debug("conflicts were not counted this time: {}", failure.toString());
                }
            });
        } catch (RuntimeException e) {
            LOG.warn("the metrics of the stores were not told this time", e); // Thrown on, it would be the last time.
        }
    }
}
