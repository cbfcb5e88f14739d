package io.everswitch.journal.workingset;

import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.spool.SpoolHead;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what this node's spool holds back into the working set, before the node takes anything new, and waits until every
 * member that is there has done the same. Each step may be repeated. One thread of its own, which blocks.
 */
final class Return implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Return.class);

    private static final String RETURNED = "~returned";
    private static final int AT_ONCE = 64;
    private static final long PATIENCE_MS = 60_000;
    private static final long PAUSE_MS = 200;

    private final WorkingSet workingSet;
    private final NotedSpool spool;
    private volatile boolean ended;

    Return(WorkingSet workingSet, NotedSpool spool) {
        this.workingSet = workingSet;
        this.spool = spool;
        workingSet.gate("what this node's spool holds is not back in the working set yet");
    }

    void end() {
        ended = true;
    }

    @Override
    public void run() {
        String told = "";
        while (!ended) {
            try {
                if (workingSet.refusal().isEmpty()) {
                    long begun = System.nanoTime();
                    long histories = histories();
                    claims();
                    await(workingSet.index().put(new IndexEntry(RETURNED, workingSet.memberId(), "1")));
                    awaitOthers();
                    workingSet.gate("");
                    LOG.info("{} histories are back in the working set after {} ms", histories, millisSince(begun));
                    return;
                }
            } catch (ExecutionException | TimeoutException | RuntimeException e) {
                String why = String.valueOf(e.getMessage());
                if (!why.equals(told)) {
                    LOG.warn("the spool's facts are not back yet, will be tried again: {}", why);
                    told = why;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            pause();
        }
    }

    private long histories() throws ExecutionException, TimeoutException, InterruptedException {
        String after = null;
        long count = 0;
        while (true) {
            List<SpoolHead> page = await(spool.heads(after));
            if (page.isEmpty()) {
                return count;
            }
            for (int from = 0; from < page.size(); from += AT_ONCE) {
                List<CompletionStage<?>> returning = new ArrayList<>();
                for (SpoolHead head : page.subList(from, Math.min(page.size(), from + AT_ONCE))) {
                    String id = head.persistenceId();
                    returning.add(
                            spool.history(id, workingSet.nowMs()).thenCompose(kept -> workingSet.restore(id, kept)));
                }
                awaitAll(returning);
            }
            count += page.size();
            after = page.get(page.size() - 1).persistenceId();
        }
    }

    private void claims() throws ExecutionException, TimeoutException, InterruptedException {
        String after = null;
        while (true) {
            List<IndexEntry> page = await(spool.claims(after));
            if (page.isEmpty()) {
                return;
            }
            for (int from = 0; from < page.size(); from += AT_ONCE) {
                List<CompletionStage<?>> returning = new ArrayList<>();
                for (IndexEntry noted : page.subList(from, Math.min(page.size(), from + AT_ONCE))) {
                    returning.add(workingSet.index().claim(NotedSpool.claim(noted)));
                }
                awaitAll(returning);
            }
            after = page.get(page.size() - 1).key();
        }
    }

    /** A history may be longer in another spool than in ours. */
    private void awaitOthers() throws ExecutionException, TimeoutException, InterruptedException {
        boolean all = false;
        while (!all && !ended) {
            all = true;
            for (String member : workingSet.memberIds()) {
                all &= await(workingSet.index().lookup(RETURNED, member)).isPresent();
            }
            if (!all) {
                pause();
            }
        }
    }

    private static void awaitAll(List<CompletionStage<?>> stages)
            throws ExecutionException, TimeoutException, InterruptedException {
        for (CompletionStage<?> stage : stages) {
            stage.toCompletableFuture().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        }
    }

    private static <T> T await(CompletionStage<T> stage)
            throws ExecutionException, TimeoutException, InterruptedException {
        return stage.toCompletableFuture().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended = true;
        }
    }

    private static long millisSince(long begunNanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);
    }
}
