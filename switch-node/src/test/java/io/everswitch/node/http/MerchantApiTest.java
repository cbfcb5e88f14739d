package io.everswitch.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The merchant API as a merchant sees it, over real sockets (design §11). */
class MerchantApiTest {
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
    void create_newOrder_answersPaymentAsContracted() {
        Reply reply = edges.post("/v1/payments", """
                {"merchant_order_id":"o-1","amount":12345,"currency":"CNY","description":"茶 <b>","metadata":{"a":"1"},
                 "notify_url":"https://shop.example/hook","return_url":"https://shop.example/?a=b","expires_in_s":600}""");
        assertEquals(201, reply.status(), reply.body());
        assertTrue(reply.at("/id").startsWith("pay_"));
        assertEquals("payment", reply.at("/object"));
        assertEquals("requires_payment_method", reply.at("/status"));
        assertEquals("pending", reply.at("/outcome"));
        assertEquals(12345, reply.json().at("/amount").asLong());
        assertEquals("CNY", reply.at("/currency"));
        assertEquals("o-1", reply.at("/merchant_order_id"));
        assertEquals("茶 <b>", reply.at("/description"));
        assertEquals("1", reply.at("/metadata/a"));
        assertEquals(0, reply.json().at("/refunded_amount").asLong(-1));
        assertTrue(reply.json().at("/attempts").isArray());
        assertTrue(reply.json().at("/next_check_at").isNull());
        assertTrue(reply.at("/created_at").matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));
        assertEquals("http://127.0.0.1:8080/cashier/" + edges.tokens.token(id(reply)), reply.at("/cashier_url"));
        assertEquals("redirect", reply.at("/next_action/type"));
        assertFalse(reply.json().at("/livemode").asBoolean(true));
        assertEquals("/v1/payments/" + reply.at("/id"), reply.header("location"));
    }

    @Test
    void create_sameContentAgain_answersSamePayment() {
        Reply first = edges.create("o-same", 100);
        Reply again = edges.create("o-same", 100);
        assertEquals(200, again.status());
        assertEquals(first.at("/id"), again.at("/id"));
    }

    @Test
    void create_otherContent_isConflict() {
        edges.create("o-conflict", 100);
        Reply other = edges.create("o-conflict", 101);
        assertEquals(409, other.status());
        assertEquals("order_conflict", other.at("/code"));
        assertEquals("none", other.at("/charge_state"));
        assertFalse(other.json().at("/retryable").asBoolean(true));
        assertEquals("application/problem+json", other.header("content-type"));
    }

    @Test
    void create_metadataInOtherOrder_isSameContent() {
        String body = "{\"merchant_order_id\":\"o-meta\",\"amount\":1,\"currency\":\"CNY\",\"metadata\":{%s}}";
        edges.post("/v1/payments", body.formatted("\"a\":\"1\",\"b\":\"2\""));
        assertEquals(
                200,
                edges.post("/v1/payments", body.formatted("\"b\":\"2\",\"a\":\"1\""))
                        .status());
        assertEquals(
                409,
                edges.post("/v1/payments", body.formatted("\"b\":\"1\",\"a\":\"2\""))
                        .status());
    }

    @Test
    void confirm_withWait_answersFinalPayment() {
        String id = edges.create("o-wait", 200).at("/id");
        Reply reply = edges.post("/v1/payments/" + id + "/confirm", EdgesFixture.card(), "Prefer", "wait=15");
        assertEquals(200, reply.status(), reply.body());
        assertEquals("succeeded", reply.at("/status"));
        assertEquals("known", reply.at("/outcome"));
        assertEquals("wait=15", reply.header("preference-applied"));
        assertEquals("approved", reply.at("/attempts/0/outcome"));
        assertEquals("00", reply.at("/attempts/0/raw_code"));
        assertEquals("fake-1", reply.at("/attempts/0/channel"));
        assertEquals("att_" + id.substring(4) + "_1", reply.at("/attempts/0/id"));
        assertEquals("the only one", reply.at("/attempts/0/reasons/0"));
        assertEquals("visa •••• 4242", reply.at("/payment_method"));
        assertFalse(reply.body().contains(EdgesFixture.CARD));
        assertTrue(edges.sealed.contains(EdgesFixture.CARD));
        assertTrue(edges.sealed.contains("987"));
    }

    @Test
    void confirm_withoutWait_answersWhileItRuns() {
        edges.payments.bankWaits = true;
        String id = edges.create("o-now", 200).at("/id");
        Reply reply = edges.post("/v1/payments/" + id + "/confirm", EdgesFixture.card());
        assertEquals("processing", reply.at("/status"));
        assertEquals("in_flight", reply.at("/attempts/0/outcome"));
        assertEquals("", reply.header("preference-applied"));
        Reply second = edges.post("/v1/payments/" + id + "/confirm", EdgesFixture.card());
        assertEquals(409, second.status());
        assertEquals("attempt_running", second.at("/code"));
        assertEquals("possible", second.at("/charge_state"));
        assertTrue(second.json().at("/retryable").asBoolean());
    }

    @Test
    void confirm_waitEndsBeforeBank_answersAsItIs() {
        edges.payments.bankWaits = true;
        String id = edges.create("o-short", 200).at("/id");
        Reply reply = edges.post("/v1/payments/" + id + "/confirm", EdgesFixture.card(), "Prefer", "wait=1");
        assertEquals(200, reply.status());
        assertEquals("processing", reply.at("/status"));
        assertEquals("wait=1", reply.header("preference-applied"));
    }

    @Test
    void confirm_declined_isNoError() {
        String id = edges.create("o-51", 151).at("/id");
        Reply reply = edges.post("/v1/payments/" + id + "/confirm", EdgesFixture.card(), "Prefer", "wait=15");
        assertEquals(200, reply.status());
        assertEquals("failed", reply.at("/status"));
        assertEquals("declined_final", reply.at("/attempts/0/outcome"));
        assertEquals("51", reply.at("/attempts/0/raw_code"));
    }

    @Test
    void confirm_outcomeUnknown_isToldHonestly() {
        String id = edges.create("o-68", 168).at("/id");
        edges.post("/v1/payments/" + id + "/confirm", EdgesFixture.card(), "Prefer", "wait=1");
        Reply reply = edges.get("/v1/payments/" + id);
        assertEquals("processing", reply.at("/status"));
        assertEquals("unknown", reply.at("/outcome"));
        assertEquals("unknown", reply.at("/attempts/0/outcome"));
        assertFalse(reply.json().at("/next_check_at").isNull());
        assertEquals(
                "attempt_running",
                edges.post("/v1/payments/" + id + "/cancel", "").at("/code"));
    }

    @Test
    void confirm_bankAccount_isAccepted() {
        String id = edges.create("o-acc", 200).at("/id");
        Reply reply = edges.post("/v1/payments/" + id + "/confirm", """
                {"payment_method":{"bank_account":{"account":"6222020200112233","bank":"bank-1"},"type":"bank_account"}}""", "Prefer", "wait=15");
        assertEquals("succeeded", reply.at("/status"), reply.body());
        assertEquals("bank-1 •••• 2233", reply.at("/payment_method"));
    }

    @Test
    void payment_ofOtherMerchant_doesNotExist() {
        String id = edges.create("o-mine", 200).at("/id");
        List<Integer> statuses = new ArrayList<>();
        for (String path : List.of("", "/events", "/refunds")) {
            statuses.add(edges.send(as(EdgesFixture.OTHER_KEY, "/v1/payments/" + id + path)
                            .GET())
                    .status());
        }
        for (String path : List.of("/confirm", "/cancel")) {
            statuses.add(edges.send(as(EdgesFixture.OTHER_KEY, "/v1/payments/" + id + path)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    path.equals("/cancel") ? "{}" : EdgesFixture.card())))
                    .status());
        }
        assertEquals(List.of(404, 404, 404, 404, 404), statuses);
        assertEquals("requires_payment_method", edges.get("/v1/payments/" + id).at("/status"));
    }

    @Test
    void cancel_twice_isCanceled() {
        String id = edges.create("o-cancel", 200).at("/id");
        Reply first = edges.post("/v1/payments/" + id + "/cancel", "");
        assertEquals(200, first.status(), first.body());
        assertEquals("canceled", first.at("/status"));
        assertEquals(200, edges.post("/v1/payments/" + id + "/cancel", "{}").status());
        Reply late = edges.post("/v1/payments/" + id + "/confirm", EdgesFixture.card());
        assertEquals("already_canceled", late.at("/code"));
        assertEquals("none", late.at("/charge_state"));
    }

    @Test
    void refund_partsOfPayment_untilNothingIsLeft() {
        String id = paid("o-refund", 1000);
        Reply first = refund(id, "r-1", 600);
        assertEquals(202, first.status(), first.body());
        assertEquals("refund", first.at("/object"));
        assertEquals(id, first.at("/payment_id"));
        assertEquals("CNY", first.at("/currency"));
        assertEquals(first.at("/id"), refund(id, "r-1", 600).at("/id"));
        Reply conflict = refund(id, "r-1", 601);
        assertEquals(409, conflict.status());
        assertEquals("refund_conflict", conflict.at("/code"));
        assertEquals("done", conflict.at("/charge_state"));
        Reply tooMuch = refund(id, "r-2", 401);
        assertEquals(422, tooMuch.status());
        assertEquals("refund_too_large", tooMuch.at("/code"));
        Await.until(
                () -> edges.get("/v1/refunds/" + first.at("/id")).at("/status").equals("succeeded"));
        assertEquals(
                600,
                edges.get("/v1/payments/" + id).json().at("/refunded_amount").asLong());
        assertEquals(
                1,
                edges.get("/v1/payments/" + id + "/refunds").json().at("/data").size());
        assertEquals(
                404,
                edges.get("/v1/refunds/" + first.at("/id").replaceAll("_1$", "_2"))
                        .status());
        assertEquals(
                404,
                edges.get("/v1/refunds/" + first.at("/id").replaceAll("_1$", "_01"))
                        .status());
    }

    private static String paid(String order, long amount) {
        String id = edges.create(order, amount).at("/id");
        Reply reply = edges.post("/v1/payments/" + id + "/confirm", EdgesFixture.card(), "Prefer", "wait=15");
        assertEquals("succeeded", reply.at("/status"), reply.body());
        return id;
    }

    private static Reply refund(String id, String refundId, long amount) {
        return edges.post(
                "/v1/refunds",
                "{\"payment_id\":\"" + id + "\",\"amount\":" + amount + ",\"merchant_refund_id\":\"" + refundId
                        + "\"}");
    }

    private static HttpRequest.Builder as(String key, String path) {
        return edges.request(path).setHeader("Authorization", "Bearer " + key);
    }

    private static io.everswitch.domain.id.PaymentId id(Reply reply) {
        return new io.everswitch.domain.id.PaymentId(reply.at("/id"));
    }
}
