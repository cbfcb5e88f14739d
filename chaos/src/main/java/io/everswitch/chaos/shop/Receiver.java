package io.everswitch.chaos.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.everswitch.chaos.http.Exchange;
import io.everswitch.chaos.http.Json;
import io.everswitch.chaos.http.Reply;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Takes webhooks: checks the signature, keeps them, tells the orders. A forged one is kept too, marked so, and answered 401.
 * Thread-safe, never blocks.
 */
final class Receiver {
    private final Webhook signature;
    private final Orders orders;
    private final Inbox inbox;
    private final ScheduledExecutorService loops;
    private final Clock clock;
    private volatile ShopBehaviour behaviour = ShopBehaviour.GOOD;

    Receiver(String secret, Orders orders, Inbox inbox, ScheduledExecutorService loops, Clock clock) {
        this.signature = new Webhook(secret);
        this.orders = orders;
        this.inbox = inbox;
        this.loops = loops;
        this.clock = clock;
    }

    ShopBehaviour behaviour() {
        return behaviour;
    }

    void behave(ShopBehaviour other) {
        behaviour = other;
    }

    void receive(Exchange exchange) {
        ShopBehaviour now = behaviour;
        Map<String, List<String>> headers = new TreeMap<>();
        for (Map.Entry<String, String> header : exchange.headers()) {
            headers.merge(
                    header.getKey().toLowerCase(Locale.ROOT),
                    List.of(header.getValue()),
                    (one, other) -> List.of(String.join(", ", one) + ", " + other.get(0)));
        }
        String body = exchange.text();
        boolean verified = isVerified(body, headers);
        boolean fails = ThreadLocalRandom.current().nextDouble() < now.failRate();
        int status = fails ? now.status() : verified ? 204 : 401;
        Said said = Said.of(exchange.body());
        inbox.add(kept(headers, body, verified, status, said));
        if (verified && status < 300) {
            orders.told(said.orderId, said.status, said.sequence);
        }
        Reply reply = status < 300
                ? Reply.empty(status)
                : Reply.problem(status, "webhook_refused", "the webhook was not taken");
        if (now.delayMs() == 0) {
            exchange.reply(reply);
        } else {
            var unused = loops.schedule(() -> exchange.reply(reply), now.delayMs(), TimeUnit.MILLISECONDS);
        }
    }

    private boolean isVerified(String body, Map<String, List<String>> headers) {
        try {
            signature.verify(body, headers);
            return true;
        } catch (WebhookVerificationException | IllegalArgumentException e) {
            return false;
        }
    }

    /** What a webhook says, as far as it can be read. */
    private record Said(String type, String paymentId, String orderId, String status, long sequence) {
        private static final Said NOTHING = new Said("", "", "", "", -1);

        static Said of(byte[] body) {
            try {
                JsonNode root = Json.MAPPER.readTree(body);
                JsonNode data = root.path("data");
                JsonNode payment = data.path("payment").isObject() ? data.path("payment") : data;
                return new Said(
                        root.path("type").asText(""),
                        payment.path("id").asText(""),
                        payment.path("merchant_order_id").asText(""),
                        payment.path("status").asText(""),
                        root.path("sequence").asLong(-1));
            } catch (IOException e) {
                return NOTHING;
            }
        }
    }

    private ReceivedWebhook kept(
            Map<String, List<String>> headers, String body, boolean verified, int status, Said said) {
        Instant now = clock.instant();
        ObjectNode element = Json.MAPPER.createObjectNode();
        ObjectNode names = element.putObject("headers");
        headers.forEach((name, values) -> names.put(name, values.get(0)));
        element.put("body", body).put("verified", verified).put("received_at", now.toString());
        element.put("answered", status);
        ObjectNode line = Json.MAPPER.createObjectNode();
        List<String> id = headers.getOrDefault("webhook-id", List.of(""));
        line.put("webhook_id", id.get(0)).put("type", said.type).put("payment_id", said.paymentId);
        line.put("sequence", said.sequence).put("verified", verified);
        line.put("received_at", now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000);
        line.put("answered", status);
        byte[] text = Json.bytes(line);
        byte[] withFeed = java.util.Arrays.copyOf(text, text.length + 1);
        withFeed[text.length] = '\n';
        return new ReceivedWebhook(Json.bytes(element), withFeed);
    }
}
