package io.everswitch.journal.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.IndexRange;
import io.everswitch.journal.ack.Store;
import io.everswitch.journal.store.Append;
import io.everswitch.journal.store.ArchiveBacklog;
import io.everswitch.journal.store.ArchiveSource;
import io.everswitch.journal.store.FactStore;
import io.everswitch.journal.store.IndexStore;
import io.everswitch.journal.store.ReplayRange;
import io.everswitch.journal.store.StoreHealth;
import io.everswitch.journal.store.StoredFact;
import io.everswitch.journal.store.Unarchived;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A spool that is the only store of its node and fills the archive: with every append it marks the history as unarchived, in
 * the same batch, so no fact can be durable here and unknown to the archiver. Threads and failures as in {@link Spool}, which it
 * does not close.
 */
public final class ArchivedSpool implements FactStore, ArchiveSource {
    private static final int PAGE = 1_000;
    /** Above every id. */
    private static final String TOP = "\uffff\uffff";

    private final Spool spool;
    private final LongSupplier clockMs;
    /** Below it nothing is marked; each archived history leaves a tombstone that a scan would pass again and again. */
    private volatile String floor = "";
    /** The lowest id that was marked since a scan looked; noted when the mark is visible. */
    private final AtomicReference<@Nullable String> lowestMarked = new AtomicReference<>();

    public ArchivedSpool(Spool spool, LongSupplier clockMs) {
        this.spool = spool;
        this.clockMs = clockMs;
    }

    /** Marks what was written when there was no archive yet: every history without a note that the archive has all of it. */
    public CompletionStage<Long> markAll() {
        return markAfter(null, 0);
    }

    private CompletionStage<Long> markAfter(@Nullable String afterId, long count) {
        return spool.heads(afterId, PAGE).thenCompose(page -> {
            if (page.isEmpty()) {
                return CompletableFuture.completedFuture(count);
            }
            CompletionStage<Void> last = CompletableFuture.completedFuture(null);
            for (SpoolHead head : page) {
                last = last.thenCompose(done -> markUnlessArchived(head));
            }
            return last.thenCompose(done -> markAfter(page.get(page.size() - 1).persistenceId(), count + page.size()));
        });
    }

    private CompletionStage<Void> markUnlessArchived(SpoolHead head) {
        String id = head.persistenceId();
        return archivedTo(id)
                .thenCompose(to -> to >= head.highestSequenceNr()
                        ? CompletableFuture.completedFuture(null)
                        : spool.claim(new IndexStore.Claim(ArchiveMarks.UNARCHIVED, id, "0", Long.MAX_VALUE, false))
                                .thenAccept(standing -> marked(id)));
    }

    @Override
    public Store store() {
        return Store.SPOOL;
    }

    @Override
    public CompletionStage<Void> append(Append append) {
        String id = append.persistenceId();
        List<IndexEntry> index = new ArrayList<>(append.index());
        index.add(new IndexEntry(ArchiveMarks.UNARCHIVED, id, Long.toString(clockMs.getAsLong())));
        Append marked = new Append(id, append.firstSequenceNr(), append.facts(), append.marks(), index);
        return spool.append(marked).thenAccept(done -> marked(id));
    }

    private void marked(String id) {
        lowestMarked.accumulateAndGet(id, ArchivedSpool::lower);
    }

    private static @Nullable String lower(@Nullable String a, @Nullable String b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8)) <= 0 ? a : b;
    }

    @Override
    public CompletionStage<List<Unarchived>> unarchived(long openBeforeMs, int limit) {
        return unarchived(openBeforeMs, limit, id -> true);
    }

    @Override
    public CompletionStage<List<Unarchived>> unarchived(long openBeforeMs, int limit, Predicate<String> wanted) {
        return ripe(new Scan(openBeforeMs, limit, wanted)).thenCompose(this::histories);
    }

    @Override
    public CompletionStage<ArchiveBacklog> backlog(long openBeforeMs, int countMax) {
        return ripe(new Scan(openBeforeMs, countMax, id -> true))
                .thenApply(heads -> new ArchiveBacklog(
                        heads.size(), heads.isEmpty() ? null : heads.get(0).persistenceId()));
    }

    private record Scan(long openBeforeMs, int limit, Predicate<String> wanted) {}

    /** Where a scan is, and the first mark that it met. */
    private record Position(
            @Nullable String after, @Nullable String first) {}

    private synchronized CompletionStage<List<SpoolHead>> ripe(Scan scan) {
        String marked = lowestMarked.getAndSet(null);
        String from = marked == null ? floor : lowerOf(floor, marked);
        floor = from;
        return scan(scan, from, new Position(null, null), new ArrayList<>());
    }

    /** Two scans at a time may each have lowered it. */
    private synchronized void raise(String from, String to) {
        if (floor.equals(from)) {
            floor = to;
        }
    }

    private static String lowerOf(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8)) <= 0 ? a : b;
    }

    private CompletionStage<List<SpoolHead>> scan(Scan scan, String from, Position at, List<SpoolHead> found) {
        // A scan begins after a key: after a beginning of the floor, so that the floor itself is still met.
        String after = at.after != null ? at.after : from.isEmpty() ? null : before(from);
        CompletionStage<List<IndexEntry>> page =
                spool.scan(IndexRange.of(ArchiveMarks.UNARCHIVED, "").past(after), PAGE);
        return page.thenCompose(marks -> {
            String first = at.first != null || marks.isEmpty()
                    ? at.first
                    : marks.get(0).key();
            return heads(scan, marks, 0, found).thenCompose(done -> {
                if (marks.size() < PAGE || found.size() >= scan.limit()) {
                    raise(from, first == null ? TOP : first);
                    return CompletableFuture.completedFuture(found);
                }
                return scan(scan, from, new Position(marks.get(PAGE - 1).key(), first), found);
            });
        });
    }

    /** A text that sorts before this one: its beginning. */
    private static @Nullable String before(String id) {
        return id.length() < 2 ? null : id.substring(0, id.length() - 1);
    }

    private CompletionStage<Void> heads(Scan scan, List<IndexEntry> marks, int at, List<SpoolHead> found) {
        int next = at;
        while (next < marks.size() && !scan.wanted().test(marks.get(next).key())) {
            next++;
        }
        if (next >= marks.size() || found.size() >= scan.limit()) {
            return CompletableFuture.completedFuture(null);
        }
        IndexEntry mark = marks.get(next);
        int after = next + 1;
        long changedMs = Long.parseLong(mark.value() == null ? "0" : mark.value());
        return spool.head(mark.key()).thenCompose(head -> {
            if (head.highestSequenceNr() > 0 && (head.closed() || changedMs < scan.openBeforeMs())) {
                found.add(head);
            }
            return heads(scan, marks, after, found);
        });
    }

    private CompletionStage<List<Unarchived>> histories(List<SpoolHead> heads) {
        List<Unarchived> histories = new ArrayList<>(heads.size());
        CompletionStage<Void> last = CompletableFuture.completedFuture(null);
        for (SpoolHead head : heads) {
            last = last.thenCompose(done -> history(head)).thenAccept(histories::add);
        }
        return last.thenApply(done -> histories);
    }

    private CompletionStage<Unarchived> history(SpoolHead head) {
        String id = head.persistenceId();
        List<byte[]> facts = new ArrayList<>();
        ReplayRange range = new ReplayRange(id, 1, head.highestSequenceNr(), Long.MAX_VALUE);
        return spool.replay(range, fact -> facts.add(fact.bytes()))
                .thenCompose(count -> archivedTo(id))
                .thenApply(to -> new Unarchived(id, facts, to, head.closed()));
    }

    private CompletionStage<Long> archivedTo(String id) {
        return spool.lookup(ArchiveMarks.ARCHIVED, id)
                .thenApply(text -> text.map(Long::parseLong).orElse(0L));
    }

    @Override
    public CompletionStage<Void> archived(String persistenceId, long toSequenceNr) {
        return spool.archived(persistenceId, toSequenceNr);
    }

    @Override
    public CompletionStage<Integer> replay(ReplayRange range, Consumer<StoredFact> into) {
        return spool.replay(range, into);
    }

    @Override
    public CompletionStage<Long> highestSequenceNr(String persistenceId) {
        return spool.highestSequenceNr(persistenceId);
    }

    @Override
    public StoreHealth health() {
        return spool.health();
    }

    @Override
    public void close() {
        // The spool is closed by whoever opened it.
    }
}
