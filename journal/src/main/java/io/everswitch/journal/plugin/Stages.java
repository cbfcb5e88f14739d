package io.everswitch.journal.plugin;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.dispatch.Futures;
import org.jspecify.annotations.Nullable;
import scala.concurrent.Future;
import scala.concurrent.Promise;

/** From Java's stages to Scala's futures, with the failure as it was and not in a wrapper. */
final class Stages {

    private Stages() {}

    static <A, B> Future<B> toFuture(CompletionStage<A> stage, Function<@Nullable A, B> result) {
        Promise<B> promise = Futures.promise();
        stage.whenComplete((value, failure) -> {
            if (failure == null) {
                promise.success(result.apply(value));
            } else {
                promise.failure(unwrap(failure));
            }
        });
        return promise.future();
    }

    static Throwable unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
