package io.everswitch.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.payment.PaymentCommand;
import io.everswitch.node.entity.PaymentsUnavailable;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds for many requests alike: repeats, failures, lists, headers. */
class MerchantApiRulesTest {
    private static EdgesFixture edges;

    @BeforeAll
    static void start() {
        edges = new EdgesFixture();
    }

    @AfterAll
    static void stop() {
        edges.close();
    }

    @AfterEach
    void heal() {
        edges.payments.failure.set(null);
        edges.payments.bankWaits = false;
        edges.storeFailure = null;
        edges.payments.bankAnswers();
    }

    @Test
    void list_pages_tellWhetherThereIsMore() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(0, edges.send(asOther("o-list-" + i)).at("/id"));
        }
        Reply first = edges.send(
                as(EdgesFixture.OTHER_KEY, "/v1/payments?limit=2&status=").GET());
        assertEquals("list", first.at("/object"));
        assertEquals(2, first.json().at("/data").size());
        assertTrue(first.json().at("/has_more").asBoolean());
        assertEquals(ids.get(0), first.at("/data/0/id"));
        Reply second = edges.send(as(EdgesFixture.OTHER_KEY, "/v1/payments?limit=2&starting_after=" + ids.get(1))
                .GET());
        assertEquals(ids.get(2), second.at("/data/0/id"));
        assertFalse(second.json().at("/has_more").asBoolean(true));
        Reply byOrder = edges.send(as(EdgesFixture.OTHER_KEY, "/v1/payments?merchant_order_id=o-list-1")
                .GET());
        assertEquals(ids.get(1), byOrder.at("/data/0/id"));
        assertEquals(1, byOrder.json().at("/data").size());
    }

    @Test
    void list_fullPageOfHundred_tellsWhetherThereIsMore() {
        for (int i = 0; i < 101; i++) {
            edges.create("o-hundred-" + i, 5);
        }
        Reply reply = edges.get("/v1/payments?limit=100");
        assertEquals(100, reply.json().at("/data").size());
        assertTrue(reply.json().at("/has_more").asBoolean());
    }

    @Test
    void idempotencyKey_sameRequest_isMarkedAndDoneOnce() {
        String id = edges.create("o-key", 300).at("/id");
        String path = "/v1/payments/" + id + "/confirm";
        Reply first = edges.post(path, EdgesFixture.card(), "Idempotency-Key", "\"k-1\"");
        Reply again = edges.post(path, EdgesFixture.card(), "Idempotency-Key", "k-1");
        assertEquals(200, first.status());
        assertEquals("", first.header("idempotency-replayed"));
        assertEquals(200, again.status(), again.body());
        assertEquals("true", again.header("idempotency-replayed"));
        assertEquals(1, again.json().at("/attempts").size());
        assertTrue(edges.payments.commands().stream()
                .anyMatch(c -> c instanceof PaymentCommand.Confirm confirm
                        && confirm.idempotencyKey().equals("k-1")));
    }

    @Test
    void idempotencyKey_otherContent_isRefused() {
        edges.post("/v1/payments", EdgesFixture.createBody("o-k2", 300), "Idempotency-Key", "k-2");
        Reply other = edges.post("/v1/payments", EdgesFixture.createBody("o-k3", 300), "Idempotency-Key", "k-2");
        assertEquals(422, other.status());
        assertEquals("idempotency_key_reused", other.at("/code"));
        assertEquals(
                0,
                edges.get("/v1/payments?merchant_order_id=o-k3")
                        .json()
                        .at("/data")
                        .size());
        // Another merchant's key is another key.
        assertEquals(
                201,
                edges.send(asOther("o-k4").header("Idempotency-Key", "k-2")).status());
    }

    @Test
    void idempotencyKey_stillRunning_isConflict() {
        edges.payments.bankWaits = true;
        String id = edges.create("o-run", 300).at("/id");
        String path = "/v1/payments/" + id + "/confirm";
        CompletableFuture<Reply> first = CompletableFuture.supplyAsync(
                () -> edges.post(path, EdgesFixture.card(), "Idempotency-Key", "k-run", "Prefer", "wait=20"),
                edges.executor);
        Await.until(() -> edges.get("/v1/payments/" + id).at("/status").equals("processing"));
        Reply second = edges.post(path, EdgesFixture.card(), "Idempotency-Key", "k-run");
        assertEquals(409, second.status());
        assertEquals("idempotency_key_in_use", second.at("/code"));
        edges.payments.bankAnswers();
        assertEquals("succeeded", first.join().at("/status"));
    }

    @Test
    void idempotencyKey_storeFails_nothingIsDone() {
        edges.storeFailure = new IllegalStateException("down");
        Reply reply = edges.post("/v1/payments", EdgesFixture.createBody("o-down", 1), "Idempotency-Key", "k-down");
        assertEquals(503, reply.status());
        assertEquals("none", reply.at("/charge_state"));
        assertEquals("1", reply.header("retry-after"));
        assertEquals(
                0,
                edges.get("/v1/payments?merchant_order_id=o-down")
                        .json()
                        .at("/data")
                        .size());
    }

    @Test
    void idempotencyStore_holdsNoHashThatGivesCardAway() {
        String id = edges.create("o-hash", 300).at("/id");
        edges.post("/v1/payments/" + id + "/confirm", EdgesFixture.card(), "Idempotency-Key", "k-hash");
        String stored = edges.keys.getOrDefault("m1/k-hash", "");
        String plain = Digests.base64Url(Digests.sha256(("POST /v1/payments/" + id + "/confirm\n" + EdgesFixture.card())
                .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertNotEquals(plain, stored.substring(0, stored.indexOf('.')));
        assertTrue(stored.length() <= 80, stored);
    }

    @Test
    void unavailable_tellsWhetherSomethingMayBeDone() {
        String id = edges.create("o-503", 300).at("/id");
        edges.payments.failure.set(new PaymentsUnavailable("no store", true));
        Reply surely = edges.post("/v1/payments/" + id + "/confirm", EdgesFixture.card());
        assertEquals(503, surely.status());
        assertEquals("none", surely.at("/charge_state"));
        assertEquals("1", surely.header("retry-after"));
        assertTrue(surely.json().at("/retryable").asBoolean());
        edges.payments.failure.set(new PaymentsUnavailable("no reply", false));
        assertEquals(
                "possible",
                edges.post("/v1/payments/" + id + "/confirm", EdgesFixture.card())
                        .at("/charge_state"));
        assertEquals("none", edges.get("/v1/payments/" + id).at("/charge_state"));
        edges.payments.failure.set(new IllegalStateException("a bug with 4242424242424242 in its message"));
        Reply bug = edges.get("/v1/payments/" + id);
        assertEquals(500, bug.status());
        assertFalse(bug.body().contains("4242"));
    }

    @Test
    void everyAnswer_hasRequestIdAndSecurityHeaders() {
        Reply sent = edges.send(
                edges.request("/v1/payments").header("X-Request-Id", "mine-1").GET());
        assertEquals("mine-1", sent.header("x-request-id"));
        Reply card = edges.send(edges.request("/v1/payments")
                .header("X-Request-Id", EdgesFixture.CARD)
                .GET());
        assertTrue(card.header("x-request-id").startsWith("req_"));
        Reply missing = edges.get("/nowhere");
        assertTrue(missing.header("x-request-id").startsWith("req_"));
        assertEquals("urn:everswitch:request:" + missing.header("x-request-id"), missing.at("/instance"));
        assertEquals("nosniff", missing.header("x-content-type-options"));
        assertEquals("no-store", missing.header("cache-control"));
        assertEquals("", missing.header("server"));
    }

    @Test
    void observer_isToldTemplatesOnly() {
        String id = edges.create("o-obs", 300).at("/id");
        edges.get("/v1/payments/" + id);
        edges.get("/v1/nothing");
        assertTrue(edges.observed.contains("GET /v1/payments/{id} 200"));
        assertTrue(edges.observed.contains("GET (none) 404"));
        assertTrue(edges.observed.stream().noneMatch(line -> line.contains(id)));
    }

    private static HttpRequest.Builder as(String key, String path) {
        return edges.request(path).setHeader("Authorization", "Bearer " + key);
    }

    private static HttpRequest.Builder asOther(String order) {
        return as(EdgesFixture.OTHER_KEY, "/v1/payments")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(EdgesFixture.createBody(order, 5)));
    }
}
