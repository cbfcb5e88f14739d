package io.everswitch.node.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.RequestEntity;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;

/** Takes the whole body of a request, within a size and a time. Thread-safe, never blocks. */
final class Bodies {
    private static final Set<String> JSON_TYPES = Set.of("application/json");
    private static final Set<String> CALLBACK_TYPES =
            Set.of("application/json", "application/xml", "application/x-www-form-urlencoded");

    private final ActorSystem<?> system;
    private final int bytesMax;
    private final Duration timeout;

    Bodies(ActorSystem<?> system, int bytesMax, Duration timeout) {
        this.system = system;
        this.bytesMax = bytesMax;
        this.timeout = timeout;
    }

    /** The body of a request that must be JSON. */
    CompletionStage<byte[]> json(Exchange exchange) {
        checkJson(exchange);
        return any(exchange);
    }

    CompletionStage<byte[]> any(Exchange exchange) {
        RequestEntity entity = exchange.request().entity();
        if (entity.getContentLengthOption().orElse(0) > bytesMax) {
            throw new Refused(tooLarge());
        }
        exchange.bodyRead();
        if (entity instanceof HttpEntity.Strict strict) {
            // The usual case: the body came with the headers.
            return CompletableFuture.completedFuture(strict.getData().toArrayUnsafe());
        }
        return entity.withSizeLimit(bytesMax)
                .toStrict(timeout.toMillis(), bytesMax, system)
                .handle((strict, failure) -> {
                    if (failure != null) {
                        throw new Refused(problem(failure));
                    }
                    return strict.getData().toArrayUnsafe();
                });
    }

    /** The body of a bank's callback: families speak JSON, XML or forms, and which one a channel's bank may speak its reader knows. */
    CompletionStage<byte[]> callback(Exchange exchange) {
        check(exchange, CALLBACK_TYPES, "application/json, application/xml or application/x-www-form-urlencoded");
        return any(exchange);
    }

    static void checkJson(Exchange exchange) {
        check(exchange, JSON_TYPES, "application/json");
    }

    private static void check(Exchange exchange, Set<String> types, String words) {
        String type = exchange.request().entity().getContentType().mediaType().toString();
        String encoding = exchange.header("content-encoding");
        if (!types.contains(type) || (encoding != null && !encoding.equalsIgnoreCase("identity"))) {
            throw new Refused(Problem.of(
                    415, "unsupported_media_type", "The body must be " + words + " in UTF-8, not compressed."));
        }
    }

    private Problem problem(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof EntityStreamSizeException) {
            return tooLarge();
        }
        if (cause instanceof TimeoutException) {
            return Problem.of(408, "request_timeout", "The body did not arrive in time.");
        }
        return Problem.of(400, "malformed_request", "The body did not arrive whole.");
    }

    private Problem tooLarge() {
        return Problem.of(413, "body_too_large", "The body must have at most " + bytesMax + " bytes.");
    }
}
