package io.everswitch.chaos.bank;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.everswitch.chaos.http.Json;
import io.everswitch.chaos.http.Reply;

/** What a bank of the HTTP family says. Stateless. */
final class HttpReplies {
    private static final int GARBAGE_PAIRS = 32;

    private HttpReplies() {}

    static Reply accepted(String reference, String bankReference) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("reference", reference).put("bank_reference", bankReference).put("status", "accepted");
        return Reply.json(202, Json.bytes(node));
    }

    /** A payment as the books know it; {@code amount} may be a wrong one on purpose. */
    static byte[] charge(String reference, BookAnswer booked, long amount) {
        String status = switch (booked.state()) {
            case CHARGED -> "approved";
            case DECLINED -> "declined";
            case REVERSED -> "reversed";
            case NONE, VOID, REFUNDED, REFUND_REFUSED -> "unknown";
        };
        return charge(reference, booked, amount, status, booked.code());
    }

    /** A payment that is not yet told. */
    static byte[] waiting(String reference, BookAnswer booked) {
        return charge(reference, booked, booked.amount(), "accepted", "");
    }

    private static byte[] charge(String reference, BookAnswer booked, long amount, String status, String code) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("reference", reference).put("bank_reference", booked.bankReference());
        node.put("status", status).put("code", code);
        node.put("amount", amount).put("currency", booked.currency());
        return Json.bytes(node);
    }

    static Reply reversed() {
        return Reply.json(200, "{\"status\":\"reversed\",\"code\":\"00\"}");
    }

    static Reply refunded(String reference, BookAnswer booked) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("reference", reference).put("bank_reference", booked.bankReference());
        node.put("status", "done").put("code", "00");
        return Reply.json(200, Json.bytes(node));
    }

    static Reply notFound() {
        return Reply.json(404, "{\"code\":\"not_found\"}");
    }

    static Reply code(int status, String code, String message) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("code", code).put("message", message);
        return Reply.json(status, Json.bytes(node));
    }

    /** Says 200 and JSON, and is not. */
    static Reply garbage() {
        return Reply.json(200, "<{".repeat(GARBAGE_PAIRS));
    }
}
