package io.everswitch.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.everswitch.domain.id.PaymentId;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the payer's browser gets, without any key. */
class CashierEndpointsTest {
    private static EdgesFixture edges;

    @BeforeAll
    static void start() {
        edges = new EdgesFixture();
    }

    @AfterAll
    static void stop() {
        edges.close();
    }

    @Test
    void session_ofToken_showsWhatThePayerNeeds() {
        Reply reply = get("/cashier/" + token("c-1", 1234) + "/session");
        assertEquals(200, reply.status());
        JsonNode payment = reply.json().at("/payment");
        assertEquals(1234, payment.at("/amount").asLong());
        assertEquals(2, payment.at("/currency_exponent").asInt());
        assertEquals("Merchant m1", payment.at("/merchant_name").asText());
        assertEquals("c-1", payment.at("/merchant_order_id").asText());
        assertTrue(payment.at("/can_pay").asBoolean());
        assertTrue(payment.at("/last_attempt").isNull());
        assertEquals("bank-1", reply.at("/banks/0/id"));
        assertEquals("第一银行", reply.at("/banks/0/name_zh"));
        assertTrue(reply.at("/server_time").endsWith("Z"));
        assertTrue(payment.at("/notify_url").isMissingNode());
    }

    @Test
    void pay_declinedAtCashier_mayBeTriedAgain() {
        String token = token("c-2", 151);
        Reply first = pay(token);
        assertEquals(200, first.status(), first.body());
        assertEquals("processing", first.at("/payment/status"));
        Await.until(() ->
                get("/cashier/" + token + "/session").at("/payment/status").equals("requires_action"));
        Reply declined = get("/cashier/" + token + "/session");
        assertTrue(declined.json().at("/payment/can_pay").asBoolean());
        assertEquals("declined_final", declined.at("/payment/last_attempt/outcome"));
        assertEquals("51", declined.at("/payment/last_attempt/code"));
        assertEquals("visa •••• 4242", declined.at("/payment/masked_means"));
        assertFalse(declined.body().contains(EdgesFixture.CARD));
    }

    @Test
    void events_ofPayment_endWithFinalStatus() {
        edges.payments.bankWaits = true;
        String token = token("c-3", 200);
        pay(token);
        try (EventReader events = new EventReader(edges, "/cashier/" + token + "/events")) {
            EventReader.Event first = events.next();
            assertEquals("status", first.name());
            assertEquals("processing", first.json().at("/status").asText());
            edges.payments.bankWaits = false;
            edges.payments.bankAnswers();
            EventReader.Event last = events.next();
            assertEquals("succeeded", last.json().at("/status").asText());
            assertNull(events.nextOrEnd());
        }
    }

    @Test
    void page_ofToken_comesWithItsOwnHeaders() {
        Reply page = get("/cashier/" + token("c-4", 1) + "?lang=zh");
        assertEquals(200, page.status());
        assertTrue(page.header("content-type").startsWith("text/html"));
        assertTrue(page.header("content-security-policy").contains("script-src 'self'"));
        assertEquals("zh", page.header("content-language").substring(0, 2));
        assertFalse(page.header("x-request-id").isEmpty());
        String asset = page.body().replaceAll("(?s).*?\"(/cashier/assets/[^\"]+\\.js)\".*", "$1");
        assertEquals(200, get(asset).status(), asset);
    }

    @Test
    void verify_anyOtherToken_isNothing() {
        CashierTokens tokens = edges.tokens;
        String token = token("c-5", 1);
        PaymentId id = tokens.verify(token);
        assertEquals(token, tokens.token(java.util.Objects.requireNonNull(id)));
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertNull(tokens.verify(token.substring(0, i) + other + token.substring(i + 1)), "character " + i);
        }
        assertNull(tokens.verify(token + "A"));
        assertNull(tokens.verify(token.substring(0, token.length() - 1)));
    }

    private static String token(String order, long amount) {
        return edges.tokens.token(new PaymentId(edges.create(order, amount).at("/id")));
    }

    private static Reply pay(String token) {
        return edges.send(anonymous("/cashier/" + token + "/pay")
                .header("Content-Type", "application/json")
                .header("X-Cashier", "1")
                .POST(HttpRequest.BodyPublishers.ofString(EdgesFixture.card())));
    }

    private static Reply get(String path) {
        return edges.send(anonymous(path).GET());
    }

    private static HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edges.edges.merchantPort() + path))
                .timeout(java.time.Duration.ofSeconds(20));
    }
}
