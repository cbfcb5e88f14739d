package io.everswitch.journal.workingset;

import io.everswitch.journal.JournalUnavailable;
import io.everswitch.journal.store.ReplayRange;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is asked of single entries besides appends: claims, returns, marks, evictions, ledgers; each repeated until its answer
 * is certain. Safe from any thread; nothing blocks.
 */
final class Entries {

    private static final Logger LOG = LoggerFactory.getLogger(Entries.class);

    private final WorkingSet owner;
    private final WorkingSet.Way way;
    private final Appends appends;

    Entries(WorkingSet owner, WorkingSet.Way way, Appends appends) {
        this.owner = owner;
        this.way = way;
        this.appends = appends;
    }

    /** Reads, and completes only when the backups hold what was read. Waits for appends of this id that are on their way. */
    CompletionStage<Claimed> claim(ReplayRange range) {
        CompletableFuture<?> onItsWay = appends.of(range.persistenceId());
        return onItsWay == null
                ? claimNow(range)
                : onItsWay.handle((nothing, failure) -> range).thenCompose(this::claimNow);
    }

    private CompletionStage<Claimed> claimNow(ReplayRange range) {
        String id = range.persistenceId();
        return owner.readiness()
                .untoldOr(() -> owner.certain()
                        .askSoonAgain(
                                "the claim of " + id,
                                reply -> reply.highest == 0,
                                repeated -> way.submit(owner.maps().histories(), id, new ClaimProcessor(range)))
                        .thenApply(reply -> {
                            if (reply.inDoubt) {
                                throw new JournalUnavailable(id + " is in doubt until every spool is back");
                            }
                            return Claimed.from(reply);
                        }));
    }

    /** Unites what a spool kept with what stands here, and completes with what stands then. */
    CompletionStage<Claimed> restore(String id, History kept) {
        return restore(id, kept, "");
    }

    /** @param releasedBy see {@link RestoreProcessor} */
    CompletionStage<Claimed> restore(String id, History kept, String releasedBy) {
        return owner.readiness()
                .refusalOr(() -> owner.certain()
                        .ask(
                                "the return of " + id,
                                reply -> false,
                                repeated -> way.submit(
                                        owner.maps().histories(), id, new RestoreProcessor(kept, releasedBy)))
                        .thenCompose(reply -> {
                            if (reply.asideCount > 0) {
                                LOG.error(
                                        "{} facts of {} conflict with what stands, and are kept aside",
                                        reply.asideCount,
                                        id);
                            }
                            return owner.index()
                                    .apply(id, reply.highest, reply.index)
                                    .thenApply(nothing -> Claimed.from(reply));
                        }));
    }

    /** Writes the index entries of a history again, in case whoever wrote its last fact died in between. */
    CompletionStage<Void> mendIndex(String id, Claimed claimed) {
        return owner.index().apply(id, claimed.highestSequenceNr(), claimed.index());
    }

    CompletionStage<Reply> evict(String id, long beforeMs, boolean unarchivedToo) {
        return owner.certain()
                .ask(
                        "the eviction of " + id,
                        reply -> !reply.done,
                        repeated ->
                                way.submit(owner.maps().histories(), id, new EvictProcessor(beforeMs, unarchivedToo)));
    }

    CompletionStage<Reply> archived(String id, long to) {
        return owner.readiness()
                .refusalOr(() -> owner.certain()
                        .ask(
                                "the archive's mark of " + id,
                                reply -> reply.highest == 0,
                                repeated -> way.submit(owner.maps().histories(), id, new ArchivedProcessor(to))));
    }

    /** @param ofIndex the index map's ledger, not the histories' */
    @SuppressWarnings("unchecked") // the processor is made for the map that is named
    CompletionStage<Reply> ledger(String key, boolean ofIndex, LedgerProcessor<?> change) {
        return owner.readiness()
                .refusalOr(() -> owner.certain()
                        .ask(
                                "a ledger",
                                reply -> false,
                                repeated -> ofIndex
                                        ? way.submit(owner.maps().index(), key, (LedgerProcessor<Standing>) change)
                                        : way.submit(
                                                owner.maps().histories(), key, (LedgerProcessor<History>) change)));
    }
}
