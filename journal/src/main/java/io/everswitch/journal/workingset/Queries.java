package io.everswitch.journal.workingset;

import com.hazelcast.map.IMap;
import com.hazelcast.query.Predicate;
import io.everswitch.journal.JournalOverloaded;
import io.everswitch.journal.JournalUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Hazelcast's queries block their caller: they run on a few threads of our own, with a bounded queue. */
final class Queries implements AutoCloseable {

    private final ThreadPoolExecutor pool;
    private final Executor completions;

    Queries(WorkingSetSettings.Limits limits, Executor completions) {
        this.completions = completions;
        this.pool = new ThreadPoolExecutor(
                limits.readerThreads(),
                limits.readerThreads(),
                0,
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(limits.readerQueueMax()),
                task -> {
                    Thread thread = new Thread(task, "everswitch-working-set-query");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    <T> CompletableFuture<T> run(Callable<T> query) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            pool.execute(() -> {
                try {
                    T found = query.call();
                    completions.execute(() -> done.complete(found));
                } catch (Exception e) {
                    done.completeExceptionally(new JournalUnavailable(
                            "the working set cannot be searched: "
                                    + e.getClass().getSimpleName(),
                            e));
                }
            });
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(
                    pool.isShutdown()
                            ? new JournalUnavailable("the journal is closed", e)
                            : new JournalOverloaded("too many searches wait for the working set", e));
        }
        return done;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // one aggregator for both maps' values
    static List<Smallest.Item> smallest(IMap<String, ?> map, Smallest of, Predicate<String, ?> where) {
        Smallest found = (Smallest) ((IMap) map).aggregate(of, where);
        return found.inOrder();
    }

    /** The keys of this member's entries that are wanted. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // one predicate for both maps' values
    static Set<String> local(IMap<String, ?> map, Predicate<String, Object> wanted) {
        return ((IMap) map).localKeySet(wanted);
    }

    static List<String> localClosed(IMap<String, History> histories, long beforeMs, int limit) {
        return first(local(histories, Wanted.closed(beforeMs)), limit);
    }

    /**
     * Cheap while there is little to archive: an index finds them. Those that are not wanted are passed over, or a page full
     * of a dead cell's would be all that is ever seen.
     */
    static List<String> localUnarchived(
            IMap<String, History> histories,
            long openBeforeMs,
            int limit,
            java.util.function.Predicate<String> wanted) {
        return local(histories, Wanted.unarchived(openBeforeMs)).stream()
                .filter(wanted)
                .limit(limit)
                .toList();
    }

    static List<String> localEvictable(IMap<String, History> histories, long beforeMs, int limit) {
        return first(local(histories, Wanted.evictable(beforeMs)), limit);
    }

    private static List<String> first(Iterable<String> found, int limit) {
        List<String> ids = new ArrayList<>();
        for (String id : found) {
            if (ids.size() == limit) {
                break;
            }
            ids.add(id);
        }
        return ids;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // as above
    static List<String> withConflicts(IMap<String, History> histories, int limit) {
        return first((Set<String>) ((IMap) histories).keySet(Wanted.aside()), limit);
    }

    /** Found by an index: there are hardly ever any. */
    static int localConflicts(IMap<String, History> histories) {
        return local(histories, Wanted.aside()).size();
    }

    static Throwable bare(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
