package io.everswitch.node.boot;

import static java.util.Objects.requireNonNull;

import io.everswitch.journal.JournalExtension;
import io.everswitch.journal.JournalStatus;
import io.everswitch.journal.StoresStatus;
import io.everswitch.journal.ack.Store;
import io.everswitch.journal.store.StoreHealth;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the journal now and then; when it has been sick for too long and others can go on, this node leaves their cluster and
 * its process ends: a disk that failed once is not trusted again, and the archive does not stand in for it, because what only a
 * working set and the archive hold is in no spool when the working set is lost. Looks come one after the other.
 */
final class JournalWatch {
    private static final Logger LOG = LoggerFactory.getLogger(JournalWatch.class);

    private static final Duration LOOK = Duration.ofMillis(100);

    /** A look that comes later than this was held up with everything else, and so was the disk. */
    private static final Duration LOOK_MAX = LOOK.multipliedBy(3);

    private final ActorSystem<?> system;
    private final JournalExtension journal;
    private final NodeOperations operations;
    private final JournalPatience patience;
    private final int membersMin;
    private long lookedNanos = System.nanoTime();
    private String told = "";
    private boolean leaving;

    private JournalWatch(
            ActorSystem<?> system, JournalExtension journal, NodeOperations operations, JournalConfig config) {
        this.system = system;
        this.journal = journal;
        this.operations = operations;
        this.membersMin = config.membersMin();
        this.patience = new JournalPatience(
                Duration.ofMillis(config.sickness().spoolMs()),
                Duration.ofMillis(config.sickness().workingSetMs()));
    }

    static void start(
            ActorSystem<?> system, JournalExtension journal, NodeOperations operations, JournalConfig config) {
        JournalWatch watch = new JournalWatch(system, journal, operations, config);
        Cancellable looks =
                system.scheduler().scheduleWithFixedDelay(LOOK, LOOK, watch::look, system.executionContext());
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate(), "no-more-looks-at-the-journal", () -> {
                    looks.cancel();
                    return CompletableFuture.completedFuture(Done.getInstance());
                });
    }

    /** Never at the same time as itself: the delay begins when a look has ended. */
    private synchronized void look() {
        if (leaving) {
            return;
        }
        long now = System.nanoTime();
        Duration passed = Duration.ofNanos(now - lookedNanos);
        lookedNanos = now;
        patience.saw(seen(), others(), passed.compareTo(LOOK_MAX) > 0 ? LOOK_MAX : passed);
        String complaint = patience.complaint();
        operations.journal(complaint);
        if (!complaint.equals(told)) {
            told = complaint;
            LOG.warn("journal: {}", complaint.isEmpty() ? "goes on" : complaint);
        }
        String why = patience.leaveNow();
        if (!why.isEmpty()) {
            leaving = true;
            leave(why);
        }
    }

    private void leave(String why) {
        LOG.error("this node leaves the cluster and ends, the others go on without it: {}", why);
        operations.refusing("the node's journal takes nothing");
        CoordinatedShutdown.get(system).runAll(new JournalSick());
    }

    private JournalPatience.Seen seen() {
        JournalStatus status = journal.status();
        StoresStatus stores = journal.stores();
        return new JournalPatience.Seen(
                reason(stores.health(), Store.SPOOL),
                stores.inDoubt().isEmpty() ? reason(stores.health(), Store.WORKING_SET) : "",
                status.queuedFacts(),
                status.batchesWritten() + status.failedBatches());
    }

    private static String reason(Map<Store, StoreHealth> health, Store store) {
        return health.containsKey(store) ? requireNonNull(health.get(store)).reason() : "";
    }

    private JournalPatience.Others others() {
        Cluster cluster = Cluster.get(system);
        CurrentClusterState state = cluster.state();
        List<Member> up = StreamSupport.stream(state.getMembers().spliterator(), false)
                .filter(member -> member.status().equals(MemberStatus.up()))
                .filter(member -> !state.getUnreachable().contains(member))
                .toList();
        int rank = 0;
        int able = 0;
        for (Member member : up) {
            boolean self = member.uniqueAddress().equals(cluster.selfUniqueAddress());
            able += self ? 0 : 1;
            rank += !self && member.uniqueAddress().compare(cluster.selfUniqueAddress()) < 0 ? 1 : 0;
        }
        return new JournalPatience.Others(able, membersMin, rank);
    }
}
