package io.everswitch.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sends every row of {@link HostileTable} over a socket: the answer is the due one, leaks nothing, and the switch goes on. */
class HostileRequestsTest {
    private static EdgesFixture edges;
    private static String paymentId;
    private static String token;

    @BeforeAll
    static void start() {
        edges = new EdgesFixture();
        paymentId = edges.create("hostile", 100).at("/id");
        token = edges.tokens.token(new io.everswitch.domain.id.PaymentId(paymentId));
    }

    @AfterAll
    static void stop() {
        // After all of them the switch still does its work.
        Reply reply = edges.post("/v1/payments/" + paymentId + "/confirm", EdgesFixture.card(), "Prefer", "wait=15");
        assertEquals("succeeded", reply.at("/status"), reply.body());
        edges.close();
    }

    static List<Hostile.Row> rows() {
        return HostileTable.rows();
    }

    @Test
    void table_hasAtLeastSixtyRows() {
        assertTrue(rows().size() >= 60, "rows: " + rows().size());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void request_hostile_getsItsAnswer(Hostile.Row row) {
        Reply reply = RawClient.send(port(row.port()), filled(row.request()));
        String told = row + ": " + reply.status() + " " + reply.body();
        assertEquals(row.status(), reply.status(), told);
        assertFalse(reply.header("x-request-id").isEmpty(), told);
        assertFalse(reply.body().contains(EdgesFixture.CARD), told);
        if (row.code().isEmpty()) {
            return;
        }
        assertEquals("application/problem+json", reply.header("content-type"), told);
        assertEquals(row.code(), reply.at("/code"), told);
        assertEquals(row.status(), reply.json().at("/status").asInt(), told);
        assertEquals("none", reply.at("/charge_state"), told);
        assertFalse(reply.body().contains("<script"), told);
        if (!row.field().isEmpty()) {
            assertEquals(row.field(), reply.at("/errors/0/field"), told);
            assertFalse(reply.at("/errors/0/rule").isEmpty(), told);
        }
    }

    private static int port(Hostile.Port port) {
        return switch (port) {
            case MERCHANT -> edges.edges.merchantPort();
            case CALLBACK -> edges.edges.callbackPort();
            case OPERATIONS -> edges.edges.operationsPort();
        };
    }

    private static byte[] filled(byte[] request) {
        String text = new String(request, StandardCharsets.ISO_8859_1);
        if (!text.contains("$PAY") && !text.contains("$TOKEN")) {
            return request;
        }
        String full = text.replace("$PAY", paymentId).replace("$TOKEN", token);
        int end = full.indexOf("\r\n\r\n") + 4;
        // What stands for the id is shorter than the id.
        return full.substring(0, end)
                .replaceFirst("Content-Length: \\d+", "Content-Length: " + (full.length() - end))
                .concat(full.substring(end))
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
