package io.everswitch.journal.workingset;

import com.hazelcast.map.IMap;
import com.hazelcast.query.Predicates;
import io.everswitch.journal.Due;
import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.IndexRange;
import io.everswitch.journal.JournalUnavailable;
import io.everswitch.journal.store.IndexStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The index beside the facts, in a map of its own. Threads and failures as in {@link WorkingSet}. */
public final class WorkingSetIndex implements IndexStore {

    private static final String ENTRY = "an index entry";

    /** No space of a caller starts so: see {@link io.everswitch.journal.IndexEntry}. */
    private static final String PROBES = "\0probe\0";

    private final WorkingSetSettings settings;
    private final Maps maps;
    private final WorkingSet.Way way;
    private final WorkingSet owner;

    WorkingSetIndex(WorkingSetSettings settings, Maps maps, WorkingSet.Way way, WorkingSet owner) {
        this.settings = settings;
        this.maps = maps;
        this.way = way;
        this.owner = owner;
    }

    static String key(String space, String key) {
        return space + '\0' + key;
    }

    static String key(IndexEntry entry) {
        return key(entry.space(), entry.key());
    }

    /** Those that stand in the map of the index; the others stand in their histories. */
    static List<IndexEntry> inMap(List<IndexEntry> entries) {
        return entries.stream().filter(entry -> !entry.listed()).toList();
    }

    /** For those who rely on the answer, where {@link #change} is for what is put back. */
    private CompletionStage<Reply> decide(String key, IndexProcessor processor) {
        return owner.readiness().untoldOr(() -> change(key, processor));
    }

    private CompletionStage<Reply> change(String key, IndexProcessor processor) {
        return owner.readiness().refusalOr(() -> asked(key, processor).thenApply(WorkingSetIndex::known));
    }

    private CompletionStage<Reply> asked(String key, IndexProcessor processor) {
        Certain certain = owner.certain();
        Certain.Try next = repeated -> way.submit(maps.index(), key, processor);
        return processor.lateIsHarmless()
                ? certain.askSoonAgain(ENTRY, reply -> reply.inDoubt, next)
                : certain.ask(ENTRY, reply -> reply.inDoubt, next);
    }

    private static Reply known(Reply reply) {
        if (reply.inDoubt) {
            throw new JournalUnavailable("this part of the index is in doubt until every spool is back");
        }
        return reply;
    }

    /** A claim that a spool noted is put back; where something stands already, that stays. */
    CompletionStage<Void> restore(Claim noted) {
        return change(
                        key(noted.space(), noted.key()),
                        IndexProcessor.claim(noted.value(), noted.expiresAtMs(), owner.nowMs())
                                .evenInDoubt())
                .thenAccept(reply -> {});
    }

    int partitionOf(LedgerKeys keys, String space, String entryKey) {
        return keys.partitionOf(key(space, entryKey));
    }

    /** Takes out what came with the facts of a history that is taken out. */
    CompletionStage<Void> drop(String id, List<IndexEntry> entries) {
        List<CompletableFuture<Reply>> all = new ArrayList<>(entries.size());
        inMap(entries)
                .forEach(entry ->
                        all.add(change(key(entry), IndexProcessor.drop(id)).toCompletableFuture()));
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    @Override
    public CompletionStage<String> claim(Claim claim) {
        new IndexEntry(claim.space(), claim.key(), claim.value());
        return decide(
                        key(claim.space(), claim.key()),
                        IndexProcessor.claim(claim.value(), claim.expiresAtMs(), owner.nowMs()))
                .thenApply(reply -> reply.text == null ? claim.value() : reply.text);
    }

    @Override
    public CompletionStage<Void> put(IndexEntry entry) {
        return decide(key(entry), IndexProcessor.put(entry.value())).thenAccept(reply -> {});
    }

    /** The changes that came with a fact, or come again: late or twice, they undo nothing. */
    CompletionStage<Void> apply(String id, long sequenceNr, List<IndexEntry> changes) {
        List<IndexEntry> wanted = inMap(changes);
        if (wanted.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Map<String, IndexEntry> lastOfEach = new LinkedHashMap<>();
        wanted.forEach(change -> lastOfEach.put(key(change), change));
        long tombstoneUntilMs = owner.nowMs() + settings.age().tombstoneMs();
        List<CompletableFuture<Reply>> all = new ArrayList<>(lastOfEach.size());
        lastOfEach.forEach((key, change) ->
                all.add(change(key, IndexProcessor.set(change.value(), id, sequenceNr, tombstoneUntilMs))
                        .toCompletableFuture()));
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    @Override
    public CompletionStage<Optional<String>> lookup(String space, String key) {
        IndexProcessor look = IndexProcessor.look(owner.nowMs());
        return owner.readiness()
                .untoldOr(() -> owner.certain()
                        .askSoonAgain(ENTRY, reply -> true, repeated -> way.submit(maps.index(), key(space, key), look))
                        .thenApply(reply -> Optional.ofNullable(known(reply).text)));
    }

    @Override
    public CompletionStage<List<IndexEntry>> scan(IndexRange range, int limit) {
        String space = range.space();
        boolean listed = IndexEntry.isListed(space);
        InDoubt doubt = owner.readiness().inDoubt();
        if ((listed ? doubt.historyPartitions() : doubt.indexPartitions()) > 0) {
            return CompletableFuture.failedFuture(
                    new JournalUnavailable("a part of the index is in doubt: a list would not be complete"));
        }
        Smallest first = Smallest.of(range, limit, owner.nowMs());
        int spaceChars = space.length() + 1;
        return owner.queries().run(() -> {
            IMap<String, ?> map = listed ? maps.histories() : maps.index();
            return Queries.smallest(map, first, Predicates.alwaysTrue()).stream()
                    .map(item -> new IndexEntry(space, item.key().substring(spaceChars), item.text()))
                    .toList();
        });
    }

    @Override
    public CompletionStage<List<Due>> dueAfter(Due after, long untilMs, int limit) {
        return owner.queries()
                .run(() ->
                        Queries.smallest(
                                        maps.histories(),
                                        Smallest.due(limit, after),
                                        Wanted.due(after.dueAtMs(), untilMs))
                                .stream()
                                .map(item -> new Due(item.key(), item.number()))
                                .toList());
    }

    /** Removes expired entries that this member holds. */
    @Override
    public CompletionStage<Integer> sweepExpired(int limit) {
        long nowMs = owner.nowMs();
        return owner.queries().run(() -> expiredHere(nowMs, limit)).thenCompose(keys -> {
            CompletableFuture<Integer> count = CompletableFuture.completedFuture(0);
            for (String key : keys) {
                CompletionStage<Integer> one =
                        change(key, IndexProcessor.expire(nowMs)).thenApply(reply -> reply.done ? 1 : 0);
                count = count.thenCombine(one, Integer::sum);
            }
            return count;
        });
    }

    private List<String> expiredHere(long nowMs, int limit) {
        List<String> keys = new ArrayList<>();
        for (String key : Queries.local(maps.index(), Wanted.expired(nowMs))) {
            if (keys.size() < limit) {
                keys.add(key);
            }
        }
        return keys;
    }

    void probe(String member) {
        change(PROBES + member, IndexProcessor.put("").evenInDoubt()).exceptionally(failure -> new Reply());
    }
}
