package io.everswitch.chaos.shop;

import static org.asynchttpclient.Dsl.asyncHttpClient;
import static org.asynchttpclient.Dsl.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.everswitch.chaos.http.Json;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.Response;

/** The switch's merchant API, as the shop uses it. Thread-safe, never blocks; its text form does not show the key. */
final class SwitchClient implements AutoCloseable {
    /** A person waits for it; after that the shop offers to try again, which is safe. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final AsyncHttpClient client;
    private final URI base;
    private final String apiKey;

    SwitchClient(URI base, String apiKey, EventLoopGroup loops) {
        this.base = base;
        this.apiKey = apiKey;
        this.client = asyncHttpClient(config().setEventLoopGroup(loops)
                .setRequestTimeout(TIMEOUT)
                .setReadTimeout(TIMEOUT)
                .setConnectTimeout(Duration.ofSeconds(2))
                .setMaxRequestRetry(0)
                .setCookieStore(null)
                .setUserAgent("demo-shop")
                .build());
    }

    /** A payment as the switch knows it. */
    record Created(String paymentId, URI cashierUrl) {}

    /** The same order again is the same payment, so this may be repeated after any failure. */
    CompletionStage<Created> createPayment(Order order, Language language, URI shop) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("merchant_order_id", order.id());
        body.put("amount", order.product().amount())
                .put("currency", order.product().currency());
        body.put("description", order.product().name(language));
        body.put("notify_url", shop + "/webhooks");
        body.put("return_url", shop + "/orders/" + order.id());
        body.putObject("metadata").put("product", order.product().id());
        return client.preparePost(base + "/v1/payments")
                .setHeader("Authorization", "Bearer " + apiKey)
                .setHeader("Content-Type", "application/json")
                .setHeader("Idempotency-Key", "\"" + order.id() + "\"")
                .setBody(Json.bytes(body))
                .execute()
                .toCompletableFuture()
                .thenApply(SwitchClient::created);
    }

    private static Created created(Response response) {
        try {
            if (response.getStatusCode() == 200 || response.getStatusCode() == 201) {
                JsonNode payment = Json.MAPPER.readTree(response.getResponseBodyAsBytes());
                URI cashier = URI.create(payment.path("cashier_url").asText());
                if ("http".equals(cashier.getScheme()) || "https".equals(cashier.getScheme())) {
                    return new Created(payment.path("id").asText(), cashier);
                }
            }
            throw new IOException("the switch answered " + response.getStatusCode());
        } catch (IOException | IllegalArgumentException e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
