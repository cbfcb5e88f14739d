package io.everswitch.journal.store;

import io.everswitch.journal.JournalException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for stages, with a deadline. */
public final class Await {

    private static final long DEADLINE_S = 20;

    private Await() {}

    public static <T> T value(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(DEADLINE_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError("no answer within " + DEADLINE_S + " s", e);
        }
    }

    public static JournalException failure(CompletionStage<?> stage) {
        try {
            Object value = stage.toCompletableFuture().get(DEADLINE_S, TimeUnit.SECONDS);
            throw new AssertionError("succeeded with " + value + " although it should not");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof JournalException typed) {
                return typed;
            }
            throw new AssertionError("failed with another exception", e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError("no answer within " + DEADLINE_S + " s", e);
        }
    }
}
