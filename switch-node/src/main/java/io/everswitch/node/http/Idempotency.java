package io.everswitch.node.http;

import io.everswitch.journal.JournalException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.crypto.Mac;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Honours {@code Idempotency-Key}: a key stands for one request for ever. A repeat is carried out again, which is safe
 * because payments recognize it, so its answer tells the state of now. Thread-safe, never blocks.
 *
 * <p>What is stored is a keyed hash: a confirmation's body has so few possible contents once its order is known that a
 * plain hash would give the card number away (M10). Behind it stands a name of the first request, which tells a repeat.
 */
final class Idempotency {
    private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
    private static final int KEY_MAX = 128;
    private static final String HEADER = "idempotency-key";

    private final IdempotencyStore store;
    private final ThreadLocal<Mac> macs;
    /** Keys of requests in work on this node; as many as there are requests at most. */
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    Idempotency(IdempotencyStore store, byte[] secret) {
        this.store = store;
        byte[] copy = secret.clone();
        this.macs = ThreadLocal.withInitial(() -> Digests.hmacSha256(copy));
    }

    /**
     * The key of a request; null if it has none.
     *
     * @throws Refused if it is no good key
     */
    static @Nullable String key(Exchange exchange) {
        String key = exchange.header(HEADER);
        if (key == null) {
            return null;
        }
        boolean quoted = key.length() > 1 && key.startsWith("\"") && key.endsWith("\"");
        String bare = quoted ? key.substring(1, key.length() - 1) : key;
        if (Exchange.isRepeated(key) || bare.isEmpty() || bare.length() > KEY_MAX || !isVisible(bare)) {
            throw new Refused(Problem.invalid(
                    "Idempotency-Key", "must be given once and have 1 to " + KEY_MAX + " visible ASCII characters"));
        }
        return bare;
    }

    CompletionStage<HttpResponse> run(
            Exchange exchange, Merchant merchant, byte[] body, Supplier<CompletionStage<HttpResponse>> work) {
        String key = key(exchange);
        if (key == null) {
            return work.get();
        }
        // No merchant id has a slash.
        String scoped = merchant.id() + "/" + key;
        if (!running.add(scoped)) {
            throw new Refused(Problem.retryable(
                    409, "idempotency_key_in_use", "A request with this Idempotency-Key is still running."));
        }
        CompletionStage<HttpResponse> answer;
        try {
            answer = claimed(exchange, scoped, body, work);
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        return answer.whenComplete((response, failure) -> running.remove(scoped));
    }

    /** The journal says once why it takes nothing: in a failover hundreds of refused requests a second would bury that. */
    private static void noteRefusal(Exchange exchange, Throwable failure) {
        Throwable cause = failure.getCause();
        Throwable bare = failure instanceof CompletionException && cause != null ? cause : failure;
        if (bare instanceof JournalException) {
            LOG.debug("idempotency key of request {} cannot be stored: {}", exchange.requestId(), bare.getMessage());
        } else {
            LOG.warn("idempotency key of request {} cannot be stored: {}", exchange.requestId(), bare.toString());
        }
    }

    private CompletionStage<HttpResponse> claimed(
            Exchange exchange, String scoped, byte[] body, Supplier<CompletionStage<HttpResponse>> work) {
        String content = content(exchange, body);
        String mine = content + "." + Digests.newName();
        return store.claim(scoped, mine)
                .exceptionally(failure -> {
                    noteRefusal(exchange, failure);
                    throw new Refused(Problem.unavailable());
                })
                .thenCompose(standing -> {
                    if (!standing.startsWith(content + ".")) {
                        throw new Refused(Problem.of(
                                422, "idempotency_key_reused", "This Idempotency-Key stands for another request."));
                    }
                    boolean repeat = !standing.equals(mine);
                    return repeat ? work.get().thenApply(Idempotency::marked) : work.get();
                });
    }

    private static HttpResponse marked(HttpResponse response) {
        return response.addHeader(RawHeader.create("Idempotency-Replayed", "true"));
    }

    private String content(Exchange exchange, byte[] body) {
        Mac mac = macs.get();
        mac.update((exchange.method() + " " + exchange.path() + "\n").getBytes(StandardCharsets.UTF_8));
        return Digests.base64Url(mac.doFinal(body));
    }

    private static boolean isVisible(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c <= ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }
}
