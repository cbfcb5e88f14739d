package io.everswitch.node.boot;

import io.everswitch.journal.JournalExtension;
import io.everswitch.journal.JournalStatus;
import io.everswitch.node.http.JournalReport;
import io.everswitch.node.http.Operations;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;

/** Health and metrics of this node. Thread-safe. */
final class NodeOperations implements Operations {
    private static final int CONFLICTS_MAX = 100;

    private final ActorSystem<?> system;
    private final JournalExtension journal;
    private final Telemetry telemetry;
    private volatile String notServing = "the node is starting";
    private volatile String journalComplaint = "";
    private volatile String refusal = "the node is starting";

    NodeOperations(ActorSystem<?> system, JournalExtension journal, Telemetry telemetry) {
        this.system = system;
        this.journal = journal;
        this.telemetry = telemetry;
    }

    /** From now on ready, if the journal and the cluster are. */
    void serving() {
        notServing = "";
        refusal = "";
    }

    /** From now on not ready: whoever balances load goes elsewhere. */
    void stopping() {
        notServing = "the node is stopping";
    }

    /** From now on whoever still comes is sent elsewhere. */
    void refusing() {
        refusing("the node is stopping");
    }

    /** @param why for operators, and for those who are sent away */
    void refusing(String why) {
        if (refusal.isEmpty()) {
            notServing = why;
            refusal = why;
        }
    }

    /** What the journal itself does not know to be wrong with it; empty: nothing. */
    void journal(String complaint) {
        journalComplaint = complaint;
    }

    @Override
    public String refusal() {
        return refusal;
    }

    @Override
    public String metrics() {
        return telemetry.scrape();
    }

    @Override
    public CompletionStage<JournalReport> journal() {
        return journal.conflicts(CONFLICTS_MAX)
                // Whoever asks wants to know about the rest above all when a part cannot be searched.
                .exceptionally(failure -> List.of())
                .thenApply(conflicts -> new JournalReport(journal.stores(), journal.archiveStatus(), conflicts));
    }

    @Override
    public CompletionStage<Void> giveUp(String spool, String operator, String reason) {
        // It waits for the disk.
        return CompletableFuture.runAsync(
                () -> journal.giveUp(spool, reason + " (" + operator + ")"),
                system.dispatchers().lookup(DispatcherSelector.blocking()));
    }

    @Override
    public boolean live() {
        return !system.whenTerminated().isCompleted();
    }

    @Override
    public List<Check> readiness() {
        JournalStatus status = journal.status();
        String complaint = status.healthy() ? journalComplaint : status.sickReason();
        MemberStatus member = Cluster.get(system).selfMember().status();
        return List.of(
                new Check("journal", complaint.isEmpty(), complaint),
                new Check("cluster", MemberStatus.up().equals(member), member.toString()),
                new Check("serving", notServing.isEmpty(), notServing));
    }
}
