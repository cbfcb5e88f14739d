package io.everswitch.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.payment.Evidence;
import io.everswitch.domain.payment.PaymentCommand;
import io.everswitch.domain.port.AttemptAnswer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators do with single payments, through the operations port. */
class DeskEndpointsTest {
    private static final String WORD = "{\"author\":\"li.wei\",\"reason\":\"called the bank\"}";

    private final EdgesFixture edges = new EdgesFixture();

    @AfterEach
    void close() {
        edges.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edges.edges.operationsPort() + path));
    }

    private Reply get(String path) {
        return edges.send(request(path).GET());
    }

    private Reply post(String path, String body) {
        return edges.send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String paid(String order, long amount) {
        String id = edges.create(order, amount).at("/id");
        edges.post("/v1/payments/" + id + "/confirm", EdgesFixture.card(), "Prefer", "wait=15");
        return id;
    }

    private void bankSays(String id, AttemptAnswer.Kind kind, String code) throws Exception {
        edges.payments
                .ask(
                        new PaymentId(id),
                        new PaymentCommand.AttemptAnswered(
                                1, new AttemptAnswer(kind, code, "", null, ""), Evidence.CALLBACK))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @Test
    void exception_isListedWithWhatTheBankSaidUntilReviewed() throws Exception {
        String id = paid("o-1", 200);
        assertEquals("", get("/exceptions").at("/exceptions/0/id"));
        bankSays(id, AttemptAnswer.Kind.DECLINED_FINAL, "05");
        Reply list = get("/exceptions?limit=5");
        assertEquals(id, list.at("/exceptions/0/id"));
        assertEquals("DECLINED_FINAL (05) after an approval", list.at("/exceptions/0/contradictions/0/what"));
        assertEquals("answer", list.at("/exceptions/0/attempts/0/evidence"));
        Reply reviewed = post("/exceptions/" + id + "/review", WORD);
        assertEquals(200, reviewed.status(), reviewed.body());
        assertEquals("li.wei", reviewed.at("/contradictions/0/reviewed_by"));
        assertEquals("", get("/exceptions").at("/exceptions/0/id"));
        assertEquals(
                "nothing_to_review", post("/exceptions/" + id + "/review", WORD).at("/code"));
    }

    @Test
    void routing_ofAPayment_tellsCandidatesAndWhoFellForWhat() {
        edges.payments.grounds = "1\tnode-1\t7\tby_worth\t2\t2\t61\t900\t20"
                + "\n=\tjade-card\t970\t143\t60\t9640\t100\t100\tgreen\t"
                + "\n=\tamber\t912\t12\t55\t9065\t50\t40\tyellow 25 % of 40 faulty\tslowly"
                + "\n-\tstopped\t2\tnight\tiris-1 iris-2";
        String id = paid("o-3", 200);
        edges.payments.grounds = "";
        Reply told = get("/payments/" + id + "/routing");
        assertEquals(200, told.status(), told.body());
        assertEquals("node-1", told.at("/attempts/0/decision/node"));
        assertEquals("7", told.at("/attempts/0/decision/settings_version"));
        assertEquals("0.9", told.at("/attempts/0/decision/prior/success_rate"));
        assertEquals("0.97", told.at("/attempts/0/decision/candidates/0/success_rate"));
        assertEquals("143", told.at("/attempts/0/decision/candidates/0/results"));
        assertEquals("slowly", told.at("/attempts/0/decision/candidates/1/degradation"));
        assertEquals("night", told.at("/attempts/0/decision/dropped/0/by"));
        assertEquals("iris-2", told.at("/attempts/0/decision/dropped/0/channels/1"));
        assertFalse(told.body().contains("4242"), told.body());
        // An attempt of before there were grounds, and one whose grounds a newer version wrote.
        assertTrue(get("/payments/" + paid("o-4", 200) + "/routing").body().contains("\"decision\":null"));
        edges.payments.grounds = "2\tother";
        String newer = paid("o-5", 200);
        assertEquals("2\tother", get("/payments/" + newer + "/routing").at("/attempts/0/unread"));
        assertEquals(404, get("/payments/pay_nothing/routing").status());
        // A merchant is told what he always was.
        assertFalse(edges.get("/v1/payments/" + newer).body().contains("2\\tother"));
    }

    @Test
    void resolve_unknownAttempt_isDecidedByANamedOperator() {
        String id = edges.create("o-2", 268).at("/id");
        edges.post("/v1/payments/" + id + "/confirm", EdgesFixture.card());
        assertEquals("unknown", get("/payments/" + id).at("/attempts/0/outcome"));
        Reply wrong =
                post("/payments/" + id + "/attempts/1/resolve", "{\"author\":\"li.wei\",\"outcome\":\"unknown\"}");
        assertEquals(400, wrong.status());
        assertTrue(wrong.body().contains("\"outcome\"") && wrong.body().contains("\"reason\""), wrong.body());
        String body = "{\"author\":\"li.wei\",\"reason\":\"statement line 7\",\"outcome\":\"approved\"}";
        Reply resolved = post("/payments/" + id + "/attempts/1/resolve", body);
        assertEquals("approved", resolved.at("/attempts/0/outcome"), resolved.body());
        assertEquals("operator", resolved.at("/attempts/0/evidence"));
        assertEquals("li.wei: statement line 7", resolved.at("/attempts/0/detail"));
        assertEquals(
                "not_resolvable",
                post("/payments/" + id + "/attempts/1/resolve", body).at("/code"));
        assertEquals(
                409,
                post("/payments/" + id + "/attempts/99999999999/resolve", body).status());
    }

    @Test
    void redeliver_aNotification_isSentAgain() {
        String id = paid("o-3", 200);
        Reply again = post("/payments/" + id + "/notifications/1/redeliver", WORD);
        assertEquals(200, again.status(), again.body());
        assertEquals("2", again.at("/notifications/0/tries"));
        assertEquals(
                404,
                post("/payments/" + id + "/notifications/7/redeliver", WORD).status());
    }

    @Test
    void unknownPayment_isNotFoundAndWrongQueriesNameTheField() {
        assertEquals(404, get("/payments/pay_nothing").status());
        assertEquals(404, post("/exceptions/pay_nothing/review", WORD).status());
        Reply wrong = get("/exceptions?limit=1000&starting_after=x");
        assertEquals(400, wrong.status());
        assertTrue(wrong.body().contains("\"limit\"") && wrong.body().contains("\"starting_after\""), wrong.body());
        assertFalse(get("/payments/" + paid("o-4", 200)).body().contains(EdgesFixture.CARD));
    }
}
