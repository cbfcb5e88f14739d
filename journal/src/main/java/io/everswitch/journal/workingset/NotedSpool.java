package io.everswitch.journal.workingset;

import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.IndexRange;
import io.everswitch.journal.ack.Store;
import io.everswitch.journal.spool.Spool;
import io.everswitch.journal.spool.SpoolHead;
import io.everswitch.journal.store.Append;
import io.everswitch.journal.store.FactStore;
import io.everswitch.journal.store.IndexStore.Claim;
import io.everswitch.journal.store.ReplayRange;
import io.everswitch.journal.store.StoreHealth;
import io.everswitch.journal.store.StoredFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * This node's spool beside a working set: it also notes what it takes to put everything back, which index changes came with
 * which fact, and which claims were made. Threads and failures as in {@link Spool}, which it does not close.
 */
final class NotedSpool implements FactStore {

    private static final String CLAIMS = "~claims";
    private static final String META = "~meta";
    private static final String SPOOL_ID = "spool-id";
    private static final String MEMBER = "member\0";
    private static final String GIVEN_UP = "given-up\0";
    private static final String MADE_FOR = "working-set";
    private static final int PAGE = 1_000;

    private final Spool spool;

    NotedSpool(Spool spool) {
        this.spool = spool;
    }

    @Override
    public Store store() {
        return Store.SPOOL;
    }

    @Override
    public CompletionStage<Void> append(Append append) {
        return append.index().isEmpty() ? spool.append(append) : spool.append(noted(append, List.of()));
    }

    /** The notes alone: the entries themselves are read in the working set, and put back there from the notes. */
    private static Append noted(Append append, List<IndexEntry> more) {
        List<IndexEntry> index = new ArrayList<>(more);
        if (!append.index().isEmpty()) {
            index.add(IndexNotes.note(append.persistenceId(), append.lastSequenceNr(), append.index()));
        }
        return new Append(append.persistenceId(), append.firstSequenceNr(), append.facts(), append.marks(), index);
    }

    /** The end of a history as the working set has it, in place of this spool's, with the notes that belong to it. */
    CompletionStage<Void> adopt(Append tail, long expectedHighest) {
        List<IndexEntry> lost = new ArrayList<>();
        for (long number = tail.firstSequenceNr(); number <= expectedHighest; number++) {
            lost.add(new IndexEntry(IndexNotes.SPACE, IndexNotes.key(tail.persistenceId(), number), null));
        }
        return spool.adopt(noted(tail, lost), expectedHighest);
    }

    /** All that this spool holds of an id; the facts are read last, so they are as many as the head says. */
    CompletionStage<History> history(String id, long nowMs) {
        return spool.head(id)
                .thenCompose(head -> notes(id, null, new ArrayList<>())
                        .thenCompose(changes -> facts(head)
                                .thenApply(facts -> History.of(
                                        facts,
                                        new History.Beside(head.nextDueAtMs(), head.closed(), changes, nowMs)))));
    }

    private CompletionStage<List<byte[]>> facts(SpoolHead head) {
        List<byte[]> facts = new ArrayList<>();
        ReplayRange range = new ReplayRange(head.persistenceId(), 1, head.highestSequenceNr(), Long.MAX_VALUE);
        return spool.replay(range, fact -> facts.add(fact.bytes())).thenApply(count -> facts);
    }

    private CompletionStage<List<IndexEntry>> notes(String id, @Nullable String after, List<IndexEntry> found) {
        return spool.scan(IndexRange.of(IndexNotes.SPACE, IndexNotes.prefix(id)).past(after), PAGE)
                .thenCompose(page -> {
                    for (IndexEntry note : page) {
                        String text = note.value();
                        found.addAll(IndexNotes.read(text == null ? "" : text));
                    }
                    return page.size() < PAGE
                            ? CompletableFuture.completedFuture(found)
                            : notes(id, page.get(PAGE - 1).key(), found);
                });
    }

    CompletionStage<List<SpoolHead>> heads(@Nullable String afterId) {
        return spool.heads(afterId, PAGE);
    }

    /** Notes a claim as it was decided; {@code claim}'s value is the one that stands. */
    CompletionStage<Void> keep(Claim claim) {
        String key = claim.space() + '\0' + claim.key();
        String value = claim.expiresAtMs() + " " + claim.value();
        return spool.claim(new Claim(CLAIMS, key, value, claim.expiresAtMs(), claim.durable()))
                .thenCompose(standing -> text(standing).equals(claim.value())
                        ? CompletableFuture.completedFuture(null)
                        : spool.put(new IndexEntry(CLAIMS, key, value)));
    }

    CompletionStage<Void> forget(String space, String key) {
        return spool.put(new IndexEntry(CLAIMS, space + '\0' + key, null));
    }

    private static String text(String value) {
        return value.substring(value.indexOf(' ') + 1);
    }

    /** Claims that were noted here, in pages; the key of the last one is where the next page starts. */
    CompletionStage<List<IndexEntry>> claims(@Nullable String after) {
        return spool.scan(IndexRange.of(CLAIMS, "").past(after), PAGE);
    }

    static Claim claim(IndexEntry noted) {
        String value = noted.value() == null ? "" : noted.value();
        int nul = noted.key().indexOf('\0');
        long expiresAtMs = Long.parseLong(value.substring(0, value.indexOf(' ')));
        return new Claim(
                noted.key().substring(0, nul), noted.key().substring(nul + 1), text(value), expiresAtMs, false);
    }

    /** A mark of this disk, made when it is first asked for: a node's name with a new disk is another spool. */
    CompletionStage<String> spoolId() {
        String fresh = UUID.randomUUID().toString().substring(0, 8);
        return spool.claim(new Claim(META, SPOOL_ID, fresh, Long.MAX_VALUE, true));
    }

    CompletionStage<Known> known() {
        return names(MEMBER).thenCombine(names(GIVEN_UP), Known::new);
    }

    private CompletionStage<Set<String>> names(String prefix) {
        return spool.scan(IndexRange.of(META, prefix), PAGE).thenApply(page -> {
            Set<String> names = new TreeSet<>();
            page.forEach(entry -> names.add(entry.key().substring(prefix.length())));
            return names;
        });
    }

    /** Completes when it is on the disk. */
    CompletionStage<Void> remember(Known more, String reason) {
        List<CompletionStage<Void>> puts = new ArrayList<>();
        more.names().forEach(name -> puts.add(spool.put(new IndexEntry(META, MEMBER + name, "1"))));
        more.givenUp()
                .forEach(name -> puts.add(spool.claim(new Claim(META, GIVEN_UP + name, reason, Long.MAX_VALUE, true))
                        .thenAccept(stands -> {})));
        return CompletableFuture.allOf(
                puts.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new));
    }

    /** Whether all of this spool was written beside a working set, so that its notes are complete; notes that it is. */
    CompletionStage<Boolean> madeForWorkingSet() {
        return spool.lookup(META, MADE_FOR).thenCompose(mark -> {
            if (mark.isPresent()) {
                return CompletableFuture.completedFuture(true);
            }
            return spool.heads(null, 1)
                    .thenCompose(heads -> heads.isEmpty()
                            ? spool.put(new IndexEntry(META, MADE_FOR, "1")).thenApply(nothing -> true)
                            : CompletableFuture.completedFuture(false));
        });
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
