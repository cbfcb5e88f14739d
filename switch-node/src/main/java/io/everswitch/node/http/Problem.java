package io.everswitch.node.http;

import java.util.List;
import java.util.Map;

/**
 * Why a request was not carried out: what becomes an RFC 9457 document. All texts are ours; nothing that a client sent is in
 * them but a field's name.
 *
 * @param code for programs; docs/http-api.md lists all of them
 * @param retryable whether the very same request may succeed later
 * @param headers further headers of the answer
 */
record Problem(
        int status,
        String code,
        String detail,
        boolean retryable,
        ChargeState chargeState,
        List<FieldError> errors,
        Map<String, String> headers) {
    private static final int MALFORMED = 400;

    static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, false, ChargeState.NONE, List.of(), Map.of());
    }

    static Problem retryable(int status, String code, String detail) {
        return new Problem(status, code, detail, true, ChargeState.NONE, List.of(), Map.of("Retry-After", "1"));
    }

    static Problem invalid(List<FieldError> errors) {
        return new Problem(
                MALFORMED,
                "invalid_request",
                "The request breaks the rules of " + (errors.size() == 1 ? "one field." : errors.size() + " fields."),
                false,
                ChargeState.NONE,
                List.copyOf(errors),
                Map.of());
    }

    static Problem invalid(String field, String rule) {
        return invalid(List.of(new FieldError(field, rule)));
    }

    static Problem malformedJson(String detail) {
        return of(MALFORMED, "malformed_json", detail);
    }

    static Problem notFound(String detail) {
        return of(404, "not_found", detail);
    }

    static Problem unavailable() {
        return retryable(503, "unavailable", "The switch cannot answer now. Repeat the same request.");
    }

    static Problem internal(ChargeState chargeState) {
        String detail = "Something failed inside the switch. Ask for the state of the payment before anything else.";
        return retryable(500, "internal_error", detail).with(chargeState);
    }

    Problem with(ChargeState state) {
        return new Problem(status, code, detail, retryable, state, errors, headers);
    }

    /** With exactly this further header. */
    Problem header(String name, String value) {
        return new Problem(status, code, detail, retryable, chargeState, errors, Map.of(name, value));
    }

    String title() {
        return Titles.of(status);
    }

    byte[] bytes(String requestId) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("type", "urn:everswitch:problem:" + code);
            json.writeStringField("title", title());
            json.writeNumberField("status", status);
            json.writeStringField("detail", detail);
            json.writeStringField("instance", "urn:everswitch:request:" + requestId);
            json.writeStringField("code", code);
            json.writeBooleanField("retryable", retryable);
            json.writeStringField("charge_state", chargeState.code());
            if (!errors.isEmpty()) {
                json.writeArrayFieldStart("errors");
                for (FieldError error : errors) {
                    json.writeStartObject();
                    json.writeStringField("field", error.field());
                    json.writeStringField("rule", error.rule());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        });
    }
}
