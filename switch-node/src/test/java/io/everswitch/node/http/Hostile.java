package io.everswitch.node.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes hostile requests, each with the answer that is due to it. In bodies and paths {@code $PAY} stands for a payment that
 * can be confirmed, {@code $TOKEN} for its cashier token.
 */
final class Hostile {
    /** Which port a request goes to. */
    enum Port {
        MERCHANT,
        CALLBACK,
        OPERATIONS
    }

    /** One row of the table. {@code field} is empty where the answer names none. */
    @SuppressWarnings("ArrayRecordComponent") // bytes for a socket, never compared
    record Row(String name, Port port, byte[] request, int status, String code, String field) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String AUTH = "Authorization: Bearer " + EdgesFixture.KEY + "\r\n";

    final List<Row> rows = new ArrayList<>();

    /** A payment of which one field has this JSON value, or which has one more field. */
    void create(String field, String value, int status, String code, String wrong) {
        StringBuilder body = new StringBuilder("{");
        String[][] good = {{"merchant_order_id", "\"h-1\""}, {"amount", "1"}, {"currency", "\"CNY\""}};
        boolean known = false;
        for (String[] pair : good) {
            boolean same = pair[0].equals(field);
            known |= same;
            body.append('"')
                    .append(pair[0])
                    .append("\":")
                    .append(same ? value : pair[1])
                    .append(',');
        }
        body.append(known ? "\"description\":\"\"}" : "\"" + field + "\":" + value + "}");
        body(field + " = " + shortened(value), body.toString(), status, code, wrong);
    }

    /** {@link #create} that is refused as invalid under the field's own name. */
    void bad(String field, String value) {
        create(field, value, 400, "invalid_request", field);
    }

    void malformed(String name, String body) {
        body(name, body, 400, "malformed_json", "");
    }

    void body(String name, String body, int status, String code, String field) {
        bytes(name, body.getBytes(StandardCharsets.UTF_8), status, code, field);
    }

    void bytes(String name, byte[] body, int status, String code, String field) {
        rows.add(new Row(
                "create: " + name,
                Port.MERCHANT,
                request("POST /v1/payments", AUTH + JSON, body),
                status,
                code,
                field));
    }

    /** A confirmation with this payment method. */
    void confirm(String method, String field) {
        String body = "{\"payment_method\":" + method + "}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        rows.add(new Row(
                "confirm: " + shortened(method),
                Port.MERCHANT,
                request("POST /v1/payments/$PAY/confirm", AUTH + JSON, bytes),
                400,
                "invalid_request",
                field.isEmpty() ? "payment_method" : "payment_method." + field));
    }

    void card(String number, String month, String year, String cvc, String field) {
        confirm(
                "{\"type\":\"card\",\"card\":{\"number\":" + number + ",\"exp_month\":" + month + ",\"exp_year\":"
                        + year + ",\"cvc\":" + cvc + "}}",
                "card." + field);
    }

    /** A request to the merchant port with a good key and these further header lines, each ended by CR LF. */
    void merchant(String line, String headers, String body, int status, String code, String field) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String name = line + " " + shortened(headers.replace("\r\n", "; "));
        rows.add(new Row(name, Port.MERCHANT, request(line, AUTH + headers, bytes), status, code, field));
    }

    void get(String path, int status, String code, String field) {
        merchant("GET " + path, "", "", status, code, field);
    }

    void without(String name, String headers, int status, String code) {
        byte[] request = request("GET /v1/payments", headers, new byte[0]);
        rows.add(new Row("key: " + name, Port.MERCHANT, request, status, code, ""));
    }

    void other(Port port, String line, String headers, String body, int status, String code) {
        byte[] request = request(line, headers, body.getBytes(StandardCharsets.UTF_8));
        rows.add(new Row(port + " " + line + " " + shortened(headers.trim()), port, request, status, code, ""));
    }

    /** Exactly these bytes. */
    void raw(String name, String request, int status, String code) {
        rows.add(new Row(
                "raw: " + name, Port.MERCHANT, request.getBytes(StandardCharsets.ISO_8859_1), status, code, ""));
    }

    private static byte[] request(String line, String headers, byte[] body) {
        String head = line + " HTTP/1.1\r\nHost: pay.example\r\n" + headers
                + (headers.contains("Content-Length") || headers.contains("Transfer-Encoding")
                        ? ""
                        : "Content-Length: " + body.length + "\r\n")
                + "\r\n";
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = new byte[start.length + body.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        return request;
    }

    private static String shortened(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > 70 ? plain.substring(0, 67) + "..." : plain;
    }
}
