package io.everswitch.journal.workingset;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.partition.PartitionLostEvent;
import io.everswitch.journal.workingset.LedgerProcessor.Wish;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings partitions out of doubt: introduces this node's spool to all members, looks at the ledgers, and wherever one is
 * missing puts back what the spool holds and signs the ledger. Each step may be repeated; whoever dies in the middle begins
 * anew. One thread of its own, which blocks; {@link #look} and the listeners only wake it.
 */
final class Certifier implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Certifier.class);

    private static final long PATIENCE_MS = 60_000;
    private static final long SAFE_PAUSE_MS = 50;

    /**
     * Looks that are left out while nothing is in doubt and no member has come or gone: reading all ledgers is most of what an
     * idle node does. Entries ask their own partition's ledger anyway, so this delays news, not refusals.
     */
    private static final int QUIET_LOOKS = 10;

    private final WorkingSet workingSet;
    private final HazelcastInstance member;
    private final LedgerKeys keys;
    private final Spools spools;
    private final int lookMs;
    private final Semaphore wake = new Semaphore(0);
    private final Meeting meeting;
    private final Signatures signatures;
    private String told = "";
    private boolean quiet;
    private int quietAge;
    private int quietLooks;
    private volatile boolean ended;

    Certifier(WorkingSet workingSet, HazelcastInstance member, Spools spools, int lookMs) {
        this.workingSet = workingSet;
        this.member = member;
        this.keys = LedgerKeys.on(member);
        this.spools = spools;
        this.lookMs = lookMs;
        this.meeting = new Meeting(workingSet, member, spools, this::look);
        this.signatures = new Signatures(workingSet, spools);
        workingSet.readiness().gate("what this node's spool holds is not back in the working set yet");
        member.getPartitionService().addPartitionLostListener(this::lost);
    }

    void end() {
        ended = true;
        wake.release();
    }

    void look() {
        wake.release();
    }

    @Override
    public void run() {
        while (!ended) {
            try {
                if (workingSet.readiness().refusal().isEmpty() && !isQuiet()) {
                    quiet = false;
                    round();
                }
            } catch (ExecutionException | TimeoutException | RuntimeException e) {
                String why = String.valueOf(e.getMessage());
                if (!why.equals(told)) {
                    LOG.warn("the ledgers were not brought up to date, will be tried again: {}", why);
                    told = why;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            pause();
        }
    }

    private boolean isQuiet() {
        return quiet && quietAge == workingSet.readiness().members().age() && ++quietLooks < QUIET_LOOKS;
    }

    private void pause() {
        try {
            if (wake.tryAcquire(lookMs, TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
                quiet = false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended = true;
        }
    }

    private void round() throws ExecutionException, TimeoutException, InterruptedException {
        Members members = workingSet.readiness().members();
        int age = members.age();
        if (members.canVoid()) {
            voidMemory(age);
        }
        boolean metAll = !members.toVoid() && meeting.all(age);
        Map<Integer, Ledger> histories = ledgers(workingSet.maps().histories());
        Map<Integer, Ledger> index = ledgers(workingSet.maps().index());
        if (metAll) {
            Set<Integer> ofHistories = without(histories);
            Set<Integer> ofIndex = without(index);
            if (!ofHistories.isEmpty() || !ofIndex.isEmpty()) {
                putBack(ofHistories, ofIndex);
            } else {
                tell(histories, false);
                tell(index, true);
            }
            histories = ledgers(workingSet.maps().histories());
            index = ledgers(workingSet.maps().index());
        }
        InDoubt seen = seen(histories, index);
        workingSet.readiness().inDoubt(seen);
        boolean mine = without(histories).isEmpty() && without(index).isEmpty();
        if (metAll && mine && !seen.all()) {
            workingSet.readiness().gate("");
        } else if (seen.all()) {
            workingSet.readiness().gate(seen.reason());
        }
        long held = spools.waiting();
        quiet = metAll && mine && held == 0 && seen.reason().isEmpty();
        quietAge = age;
        quietLooks = 0;
        if (held > 0) {
            LOG.debug("{} histories wait for an answer of the archive", held);
        }
    }

    /**
     * Others may have gone on without this side while it was too small: its memory may be older than what they acknowledged, or
     * hold what they never heard of, so it is emptied, ledgers and all, and the spools tell what counts. Repeated until it is
     * done. Blocks.
     */
    private void voidMemory(int age) {
        workingSet.readiness().gate("there were too few members: everything in doubt");
        workingSet.readiness().inDoubt(InDoubt.UNKNOWN);
        LOG.error("there were too few members, and others may have gone on: the working set's memory is void");
        workingSet.maps().histories().clear();
        workingSet.maps().index().clear();
        workingSet.readiness().members().voided(age);
    }

    private <V extends Ledgered> Map<Integer, Ledger> ledgers(IMap<String, V> map) {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        for (int partition = 0; partition < keys.partitions(); partition++) {
            wanted.put(keys.key(partition), partition);
        }
        Map<Integer, Ledger> found = new LinkedHashMap<>();
        map.getAll(wanted.keySet()).forEach((key, value) -> {
            Ledger ledger = value.ledger();
            Integer partition = wanted.get(key);
            if (ledger != null && partition != null) {
                found.put(partition, ledger);
            }
        });
        return found;
    }

    /** Partitions in doubt that wait for this node's spool. */
    private Set<Integer> without(Map<Integer, Ledger> ledgers) {
        Set<Integer> without = new TreeSet<>();
        for (int partition = 0; partition < keys.partitions(); partition++) {
            Ledger ledger = ledgers.get(partition);
            if (ledger == null || (!ledger.whole() && !ledger.isBack(spools.name()))) {
                without.add(partition);
            }
        }
        return without;
    }

    private void putBack(Set<Integer> histories, Set<Integer> index)
            throws ExecutionException, TimeoutException, InterruptedException {
        long begun = System.nanoTime();
        String run = UUID.randomUUID().toString();
        signatures.sign(Wish.BEGIN, histories, index, run);
        long count = spools.putBack(histories, index);
        awaitSafe();
        signatures.sign(Wish.END, histories, index, run);
        LOG.info(
                "{} histories are back in the working set, for {} and {} partitions, after {} ms",
                count,
                histories.size(),
                index.size(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }

    /** A backup that is still being filled must not get the signature before what it stands for. */
    private void awaitSafe() throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (!member.getPartitionService().isClusterSafe()) {
            if (ended || System.nanoTime() > deadline) {
                throw new TimeoutException("the working set's backups are not complete");
            }
            TimeUnit.MILLISECONDS.sleep(SAFE_PAUSE_MS);
        }
    }

    private void tell(Map<Integer, Ledger> ledgers, boolean ofIndex)
            throws ExecutionException, TimeoutException, InterruptedException {
        Set<Integer> unknowing = new TreeSet<>();
        Known known = spools.known();
        ledgers.forEach((partition, ledger) -> {
            if (!ledger.knows(known) && (!ledger.whole() || !ledger.givenUp().containsAll(known.givenUp()))) {
                unknowing.add(partition);
            }
        });
        signatures.sign(Wish.TELL, ofIndex ? Set.of() : unknowing, ofIndex ? unknowing : Set.of(), "");
    }

    private InDoubt seen(Map<Integer, Ledger> histories, Map<Integer, Ledger> index) {
        Set<String> awaited = new TreeSet<>();
        int[] whole = {0, 0};
        List<Map<Integer, Ledger>> both = List.of(histories, index);
        for (int i = 0; i < whole.length; i++) {
            for (Ledger ledger : both.get(i).values()) {
                whole[i] += ledger.whole() ? 1 : 0;
                awaited.addAll(ledger.whole() ? Set.of() : ledger.awaited());
            }
        }
        return new InDoubt(
                keys.partitions() - whole[0], keys.partitions() - whole[1], keys.partitions(), List.copyOf(awaited));
    }

    /**
     * A partition with nothing left has no ledger either. But a backup that was not complete may have been promoted, and its
     * ledger speaks for what it does not have: whoever promoted it takes the ledger out.
     */
    private void lost(PartitionLostEvent event) {
        look();
        boolean incomplete = event.getLostBackupCount() >= workingSet.backups() && !event.allReplicasInPartitionLost();
        boolean here = event.getEventSource()
                .equals(member.getCluster().getLocalMember().getAddress());
        if (!incomplete || !here || !workingSet.maps().ready()) {
            return;
        }
        LOG.error("partition {} of the working set may have lost facts, and is in doubt", event.getPartitionId());
        String key = keys.key(event.getPartitionId());
        doubt(workingSet.entries().ledger(key, false, LedgerProcessor.of(Wish.DOUBT, false, 0)));
        doubt(workingSet.entries().ledger(key, true, LedgerProcessor.of(Wish.DOUBT, true, 0)));
    }

    private static void doubt(CompletionStage<Reply> marked) {
        var unused = marked.whenComplete((@Nullable Reply reply, @Nullable Throwable failure) -> {
            if (failure != null) {
                LOG.error("a partition that may have lost facts could not be marked: {}", failure.toString());
            }
        });
    }
}
