package io.everswitch.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the edges bear, how long they wait, how they tell of themselves and how they end. */
class EdgeLimitsTest {
    private static final HttpEdgesSettings.Timeouts SHORT = new HttpEdgesSettings.Timeouts(
            Duration.ofMillis(700),
            Duration.ofMillis(300),
            Duration.ofSeconds(75),
            Duration.ofMillis(200),
            Duration.ofHours(1));

    @Test
    void body_thatDoesNotCome_isGivenUp() {
        try (EdgesFixture edges = new EdgesFixture(HttpEdgesSettings.Limits.DEFAULT, SHORT)) {
            String slow = "POST /v1/payments HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + EdgesFixture.KEY
                    + "\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{";
            Reply reply = RawClient.send(edges.edges.merchantPort(), slow.getBytes(StandardCharsets.ISO_8859_1));
            assertEquals(408, reply.status());
            assertEquals("request_timeout", reply.at("/code"));
            assertEquals("close", reply.header("connection"));
        }
    }

    @Test
    void payments_thatDoNotAnswer_areGivenUp() {
        try (EdgesFixture edges = new EdgesFixture(HttpEdgesSettings.Limits.DEFAULT, SHORT)) {
            edges.payments.silent = true;
            Reply create = edges.create("silent", 1);
            assertEquals(503, create.status());
            assertEquals("possible", create.at("/charge_state"));
            assertTrue(create.json().at("/retryable").asBoolean());
            assertEquals("none", edges.get("/v1/payments").at("/charge_state"));
        }
    }

    @Test
    void requests_beyondTheLimit_areRefusedAndLaterServed() {
        try (EdgesFixture edges = new EdgesFixture(limits(1, 100), HttpEdgesSettings.Timeouts.DEFAULT)) {
            String id = edges.create("busy", 200).at("/id");
            edges.payments.bankWaits = true;
            CompletableFuture<Reply> held = held(edges, id);
            Await.until(() -> edges.get("/v1/payments").status() == 503);
            Reply refused = edges.get("/v1/payments");
            assertEquals("overloaded", refused.at("/code"));
            assertEquals("1", refused.header("retry-after"));
            edges.payments.bankAnswers();
            assertEquals(200, held.join().status());
            assertEquals(200, edges.get("/v1/payments").status());
        }
    }

    @Test
    void requests_ofOneMerchantBeyondHisLimit_leaveOthersAlone() {
        try (EdgesFixture edges = new EdgesFixture(limits(100, 1), HttpEdgesSettings.Timeouts.DEFAULT)) {
            String id = edges.create("busy", 200).at("/id");
            edges.payments.bankWaits = true;
            CompletableFuture<Reply> held = held(edges, id);
            Await.until(() -> edges.get("/v1/payments").status() == 429);
            assertEquals("rate_limited", edges.get("/v1/payments").at("/code"));
            Reply other = edges.send(edges.request("/v1/payments")
                    .setHeader("Authorization", "Bearer " + EdgesFixture.OTHER_KEY)
                    .GET());
            assertEquals(200, other.status());
            edges.payments.bankAnswers();
            assertEquals(200, held.join().status());
            assertEquals(200, edges.get("/v1/payments").status());
        }
    }

    @Test
    void events_ofMerchant_oneForEachStatusWithSignsOfLife() {
        try (EdgesFixture edges = new EdgesFixture(HttpEdgesSettings.Limits.DEFAULT, SHORT)) {
            String id = edges.create("events", 200).at("/id");
            edges.payments.bankWaits = true;
            try (EventReader events =
                    new EventReader(edges, "/v1/payments/" + id + "/events", "Accept", "text/event-stream")) {
                EventReader.Event first = events.next();
                assertEquals("payment.requires_payment_method", first.name());
                assertEquals("1", first.id());
                assertEquals(id, first.json().at("/id").asText());
                edges.post("/v1/payments/" + id + "/confirm", EdgesFixture.card());
                assertEquals("payment.processing", events.next().name());
                CompletableFuture<EventReader.Event> last = CompletableFuture.supplyAsync(events::next, edges.executor);
                Await.until(() -> events.comments() > 1);
                edges.payments.bankAnswers();
                assertEquals("payment.succeeded", last.join().name());
                assertEquals("3", last.join().id());
                assertNull(events.nextOrEnd());
            }
        }
    }

    @Test
    void events_beyondTheLimit_areRefusedUntilOneEnds() {
        HttpEdgesSettings.Limits one = new HttpEdgesSettings.Limits(65_536, 16_384, 100, 100, 100, 1, 64, 4_096, 2_048);
        try (EdgesFixture edges = new EdgesFixture(one, SHORT)) {
            String path = "/v1/payments/" + edges.create("streams", 200).at("/id") + "/events";
            try (EventReader events = new EventReader(edges, path)) {
                assertEquals(200, events.status());
                assertEquals(503, edges.get(path).status());
            }
            Await.until(() -> {
                try (EventReader again = new EventReader(edges, path)) {
                    return again.status() == 200;
                }
            });
        }
    }

    @Test
    void operations_tellWhetherReady() {
        try (EdgesFixture edges = new EdgesFixture()) {
            assertEquals(200, operations(edges, "/health/live").status());
            assertEquals("journal", operations(edges, "/health/ready").at("/checks/0/name"));
            edges.ready = false;
            Reply down = operations(edges, "/health/ready");
            assertEquals(503, down.status());
            assertEquals("down", down.at("/status"));
            Reply metrics = operations(edges, "/metrics");
            assertTrue(metrics.header("content-type").startsWith("text/plain; version=0.0.4"));
            assertTrue(metrics.body().contains("up 1"));
            assertTrue(operations(edges, "/").body().contains("/health/ready"));
        }
    }

    @Test
    void callback_genuine_reachesItsChannelByteForByte() {
        try (EdgesFixture edges = new EdgesFixture()) {
            Reply reply = edges.send(HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + edges.edges.callbackPort() + "/callbacks/fake-1"))
                    .header("Content-Type", "application/json")
                    .header("X-Timestamp", "17")
                    .header("X-Signature", "good")
                    .POST(HttpRequest.BodyPublishers.ofString("{ \"a\": 1 }")));
            assertEquals(200, reply.status());
            assertEquals("ok", reply.at("/code"));
            assertEquals("fake-1 17 { \"a\": 1 }", edges.callbacks.get(0));
        }
    }

    @Test
    void terminate_requestInWork_isFinishedAndNothingNewTaken() {
        EdgesFixture edges = new EdgesFixture();
        try (edges) {
            String id = edges.create("last", 200).at("/id");
            edges.payments.bankWaits = true;
            EventReader events = new EventReader(edges, "/v1/payments/" + id + "/events");
            CompletableFuture<Reply> held = held(edges, id);
            Await.until(() -> !edges.payments.commands().isEmpty()
                    && edges.get("/v1/payments/" + id).at("/status").equals("processing"));
            CompletableFuture<?> ended =
                    edges.edges.terminate(Duration.ofSeconds(10)).toCompletableFuture();
            edges.payments.bankAnswers();
            assertEquals("succeeded", held.join().at("/status"));
            while (events.nextOrEnd() != null) {
                // whatever was told before the end
            }
            events.close();
            ended.orTimeout(15, TimeUnit.SECONDS).join();
            assertThrows(CompletionException.class, () -> edges.get("/v1/payments"));
        }
    }

    private static CompletableFuture<Reply> held(EdgesFixture edges, String id) {
        CompletableFuture<Reply> held = CompletableFuture.supplyAsync(
                () -> edges.post("/v1/payments/" + id + "/confirm", EdgesFixture.card(), "Prefer", "wait=15"),
                edges.executor);
        Await.until(() -> edges.payments.commands().size() > 1);
        return held;
    }

    private static HttpEdgesSettings.Limits limits(int requests, int perMerchant) {
        return new HttpEdgesSettings.Limits(65_536, 16_384, 100, requests, perMerchant, 10, 64, 4_096, 2_048);
    }

    private static Reply operations(EdgesFixture edges, String path) {
        return edges.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edges.edges.operationsPort() + path)));
    }
}
