package io.everswitch.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Fetches the evidence that {@link Reconciliation} judges: from the switch, the banks and the shop. Blocks. */
public final class EvidenceReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A question is repeated as the API tells every client to; a switch that then still refuses is not judged but named. */
    private static final Duration REPEAT_FOR = Duration.ofSeconds(60);

    private static final Duration REPEAT_PAUSE = Duration.ofMillis(500);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String api;
    private final String apiKey;
    private final String bank;
    private final String shop;

    /** @param api base of the merchant API; {@code bank} of the simulator's control; {@code shop} of the demo shop */
    public EvidenceReader(String api, String apiKey, String bank, String shop) {
        this.api = api;
        this.apiKey = apiKey;
        this.bank = bank;
        this.shop = shop;
    }

    /** When a bank had a payment: epoch microseconds of receiving the request, and of its answer or callback. */
    public record Timing(long receivedAtMicros, long answeredAtMicros) {}

    public BankBooks books() throws IOException, InterruptedException {
        BankBooks books = new BankBooks();
        lines(
                bank + "/ledger",
                line -> books.add(new BankBooks.Booking(
                        BankBooks.Kind.valueOf(line.path("kind").asText().toUpperCase(Locale.ROOT)),
                        line.path("channel").asText(),
                        line.path("reference").asText(),
                        line.path("amount").asLong(),
                        line.path("currency").asText(),
                        micros(line.path("at").asText("")))));
        return books;
    }

    /** By reference. */
    public Map<String, Timing> timings() throws IOException, InterruptedException {
        Map<String, Timing> timings = new HashMap<>();
        lines(
                bank + "/timings",
                line -> timings.put(
                        line.path("reference").asText(),
                        new Timing(
                                line.path("received_at").asLong(),
                                line.path("answered_at").asLong())));
        return timings;
    }

    public Webhooks webhooks() throws IOException, InterruptedException {
        Webhooks webhooks = new Webhooks();
        lines(
                shop + "/received/summary",
                line -> webhooks.add(new Webhooks.Webhook(
                        line.path("payment_id").asText(),
                        line.path("type").asText(),
                        line.path("verified").asBoolean(),
                        line.path("received_at").asLong(),
                        line.path("sequence").asLong())));
        return webhooks;
    }

    /** The merchant's newest payments through the list, as many as there are up to {@code max}, and each missing one by id. */
    public Map<String, SwitchView> payments(Set<String> ids, int max) throws IOException, InterruptedException {
        Map<String, SwitchView> found = new HashMap<>();
        String after = null;
        boolean more = true;
        while (more && found.size() < max) {
            JsonNode page = get("/v1/payments?limit=100" + (after == null ? "" : "&starting_after=" + after));
            if (page == null) {
                throw new IOException("the list of payments is not there");
            }
            int known = 0;
            for (JsonNode payment : page.path("data")) {
                SwitchView view = view(payment);
                if (ids.contains(view.id())) {
                    found.put(view.id(), view);
                    known++;
                }
                after = view.id();
            }
            more = page.path("has_more").asBoolean() && known > 0;
        }
        for (String id : ids) {
            if (!found.containsKey(id)) {
                JsonNode payment = get("/v1/payments/" + id);
                if (payment != null) {
                    found.put(id, view(payment));
                }
            }
        }
        return found;
    }

    /** One payment; null if the switch does not know it. */
    public @Nullable SwitchView payment(String id) throws IOException, InterruptedException {
        JsonNode payment = get("/v1/payments/" + id);
        return payment == null ? null : view(payment);
    }

    /** A payment's refunds; none if the switch does not know the payment. */
    public List<SwitchView.RefundView> refunds(String id) throws IOException, InterruptedException {
        JsonNode list = get("/v1/payments/" + id + "/refunds");
        List<SwitchView.RefundView> refunds = new ArrayList<>();
        if (list != null) {
            for (JsonNode refund : list.path("data")) {
                refunds.add(new SwitchView.RefundView(
                        refund.path("id").asText(),
                        refund.path("amount").asLong(),
                        refund.path("status").asText(),
                        refund.path("merchant_refund_id").isTextual()));
            }
        }
        return refunds;
    }

    private static long micros(String time) {
        if (time.isEmpty()) {
            return 0;
        }
        Instant instant = Instant.parse(time);
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    }

    private static SwitchView view(JsonNode payment) {
        List<SwitchView.AttemptView> attempts = new ArrayList<>();
        for (JsonNode attempt : payment.path("attempts")) {
            attempts.add(new SwitchView.AttemptView(
                    attempt.path("channel").asText(),
                    attempt.path("outcome").asText(),
                    attempt.path("reversed").asBoolean(),
                    micros(attempt.path("created_at").asText(""))));
        }
        return new SwitchView(
                payment.path("id").asText(),
                payment.path("merchant_order_id").asText(),
                payment.path("status").asText(),
                payment.path("outcome").asText(),
                payment.path("amount").asLong(),
                payment.path("refunded_amount").asLong(),
                attempts);
    }

    private @Nullable JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + path))
                .header("Authorization", "Bearer " + apiKey)
                .timeout(Duration.ofSeconds(30))
                .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        long deadline = System.nanoTime() + REPEAT_FOR.toNanos();
        while (response.statusCode() == 503 && System.nanoTime() < deadline) {
            Thread.sleep(REPEAT_PAUSE.toMillis());
            response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
        if (response.statusCode() == 404) {
            return null;
        }
        if (response.statusCode() != 200) {
            throw new IOException(path + " answered " + response.statusCode());
        }
        return JSON.readTree(response.body());
    }

    private void lines(String url, Consumer<JsonNode> each) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofMinutes(2))
                .build();
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IOException(url + " answered " + response.statusCode());
        }
        try (BufferedReader in = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isBlank()) {
                    each.accept(JSON.readTree(line));
                }
            }
        }
    }
}
