package io.everswitch.journal.workingset;

import io.everswitch.journal.JournalMetrics;
import io.everswitch.journal.JournalUnavailable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the working set can be asked, and whether its answers may be relied on. Safe from any thread; nothing blocks. */
final class Readiness {

    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    private final Members members;
    private final Maps maps;
    private final Supplier<JournalMetrics> metrics;
    private volatile InDoubt inDoubt = InDoubt.UNKNOWN;
    private volatile String gate = "";
    private volatile boolean closed;

    Readiness(Members members, Maps maps, Supplier<JournalMetrics> metrics) {
        this.members = members;
        this.maps = maps;
        this.metrics = metrics;
    }

    Members members() {
        return members;
    }

    /** While this is not empty the store is sick with this reason: what the spool holds has to be put back first. */
    void gate(String reason) {
        gate = reason;
    }

    String gate() {
        return gate;
    }

    /** What the last look at the ledgers found. */
    InDoubt inDoubt() {
        return inDoubt;
    }

    /**
     * What is in doubt or not known to be sound, while this member can be asked: it waits for spools or for others, perhaps for what
     * only its own holds, and is not sick. Empty when all is sound, and also when nobody can ask.
     */
    String doubt() {
        String seen = inDoubt.reason();
        return seen.isEmpty() && refusal().isEmpty() ? complaint() : seen;
    }

    void inDoubt(InDoubt seen) {
        if (!seen.reason().equals(inDoubt.reason())) {
            LOG.warn("the working set: {}", seen.none() ? "nothing is in doubt" : seen.reason());
        }
        inDoubt = seen;
    }

    void close() {
        closed = true;
    }

    /** Why nothing can be asked now; empty otherwise. */
    String refusal() {
        String complaint = closed ? "the journal is closed" : members.complaint();
        return complaint.isEmpty() && !maps.ready() ? "its maps are not there yet" : complaint;
    }

    /** Why what is in memory must not be relied on now, or cannot be asked at all; empty otherwise. */
    String untold() {
        String refusal = refusal();
        return refusal.isEmpty() ? members.untold() : refusal;
    }

    /** Why this store takes nothing; empty otherwise. */
    String complaint() {
        String refusal = refusal();
        String closedBy = refusal.isEmpty() ? gate : refusal;
        return closedBy.isEmpty() ? members.untold() : closedBy;
    }

    /** For what is put back: only the membership has to be right. */
    <T> CompletionStage<T> refusalOr(Supplier<CompletionStage<T>> work) {
        return unless(refusal(), work);
    }

    /** For what is asked by those who rely on the answer. */
    <T> CompletionStage<T> untoldOr(Supplier<CompletionStage<T>> work) {
        return unless(untold(), work);
    }

    private <T> CompletionStage<T> unless(String reason, Supplier<CompletionStage<T>> work) {
        if (reason.isEmpty()) {
            return work.get();
        }
        JournalUnavailable why = new JournalUnavailable("the working set cannot be asked: " + reason);
        metrics.get().failed(why.getClass().getSimpleName());
        return CompletableFuture.failedFuture(why);
    }
}
