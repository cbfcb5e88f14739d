package io.everswitch.node.http;

/** The second half of {@link HostileTable}: headers, paths, bytes that are no HTTP, and the other ports. */
final class HostileWire {
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String GOOD = EdgesFixture.createBody("h-2", 1);

    private HostileWire() {}

    static void add(Hostile table) {
        headers(table);
        paths(table);
        wire(table);
        neighbours(table);
    }

    private static void headers(Hostile t) {
        t.without("none", "", 401, "unauthorized");
        t.without("wrong", "Authorization: Bearer sk_test_onf\r\n", 401, "unauthorized");
        t.without("empty", "Authorization: Bearer \r\n", 401, "unauthorized");
        t.without("Basic", "Authorization: Basic c2tfdGVzdF9vbmU6\r\n", 401, "unauthorized");
        t.without("no scheme", "Authorization: " + EdgesFixture.KEY + "\r\n", 401, "unauthorized");
        t.without("of 3,000 characters", "Authorization: Bearer " + "k".repeat(3000) + "\r\n", 401, "unauthorized");
        t.merchant("GET /v1/payments", "Authorization: Bearer x\r\n", "", 401, "unauthorized", "");
        t.merchant("GET /v1/payments", "Accept: text/html\r\n", "", 406, "not_acceptable", "");
        t.merchant("GET /v1/payments", "Accept: application/json;q=0\r\n", "", 406, "not_acceptable", "");
        t.merchant("GET /v1/payments/$PAY/events", "Accept: image/png\r\n", "", 406, "not_acceptable", "");
        t.merchant("POST /v1/payments", "", GOOD, 415, "unsupported_media_type", "");
        t.merchant("POST /v1/payments", "Content-Type: text/plain\r\n", GOOD, 415, "unsupported_media_type", "");
        t.merchant("POST /v1/payments", JSON + "Content-Encoding: gzip\r\n", GOOD, 415, "unsupported_media_type", "");
        t.merchant(
                "POST /v1/payments",
                JSON + "Idempotency-Key: " + "k".repeat(129) + "\r\n",
                GOOD,
                400,
                "invalid_request",
                "Idempotency-Key");
        t.merchant(
                "POST /v1/payments",
                JSON + "Idempotency-Key: a b\r\n",
                GOOD,
                400,
                "invalid_request",
                "Idempotency-Key");
        t.merchant(
                "POST /v1/payments",
                JSON + "Idempotency-Key: \"\"\r\n",
                GOOD,
                400,
                "invalid_request",
                "Idempotency-Key");
        t.merchant(
                "POST /v1/payments",
                JSON + "Idempotency-Key: a\r\nIdempotency-Key: b\r\n",
                GOOD,
                400,
                "invalid_request",
                "Idempotency-Key");
        t.merchant("GET /v1/payments", "X-Long: " + "x".repeat(5000) + "\r\n", "", 431, "headers_too_large", "");
        t.merchant("GET /v1/payments", "X-A: b\r\n".repeat(70), "", 400, "malformed_request", "");
        t.merchant("GET /v1/payments", "X".repeat(100) + ": b\r\n", "", 431, "headers_too_large", "");
        t.merchant("GET /v1/payments", "X-A: \0\r\n", "", 400, "malformed_request", "");
        t.merchant("GET /v1/payments", "X A: b\r\n", "", 400, "malformed_request", "");
        t.merchant("GET /v1/payments", "Host: evil.example\r\n", "", 400, "malformed_request", "");
    }

    private static void paths(Hostile t) {
        t.get("/", 404, "not_found", "");
        t.get("/v1/payments/", 404, "not_found", "");
        t.get("//v1/payments", 404, "not_found", "");
        t.get("/V1/payments", 404, "not_found", "");
        t.get("/v1/payments;a=b", 404, "not_found", "");
        t.get("/v1/payments%2f$PAY", 404, "not_found", "");
        t.get("/v1/payments/$PAY/", 404, "not_found", "");
        t.get("/v1/payments/$PAY%00", 404, "not_found", "");
        t.get("/v1/payments/../../etc/passwd", 404, "not_found", "");
        t.get("/v1/payments/%2e%2e/payments", 404, "not_found", "");
        t.get("/cashier/assets/../../../etc/passwd", 404, "not_found", "");
        t.get("/cashier/assets/%2e%2e/cashier.html", 404, "not_found", "");
        t.get("/v1/payments/pay_" + "Z".repeat(26), 404, "not_found", "");
        t.get("/v1/payments/" + "9".repeat(1500), 404, "not_found", "");
        t.get("/v1/payments/" + "a".repeat(3000), 414, "uri_too_long", "");
        t.get("/metrics", 404, "not_found", "");
        t.merchant("DELETE /v1/payments", "", "", 405, "method_not_allowed", "");
        t.merchant("PUT /v1/payments/$PAY", JSON, GOOD, 405, "method_not_allowed", "");
        t.merchant("GET /v1/payments/$PAY/confirm", "", "", 405, "method_not_allowed", "");
        t.merchant("TRACE /v1/payments", "", "", 405, "method_not_allowed", "");
        t.merchant("HACK /v1/payments", "", "", 501, "method_unknown", "");
    }

    private static void wire(Hostile t) {
        String head =
                "POST /v1/payments HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + EdgesFixture.KEY + "\r\n" + JSON;
        t.raw("not HTTP", "hello world\r\n\r\n", 501, "method_unknown");
        t.raw(
                "TLS on a plain port",
                "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003\r\n\r\n",
                400,
                "malformed_request");
        t.raw("HTTP/3.0", "GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505, "http_version");
        t.raw("no host", "GET / HTTP/1.1\r\n\r\n", 400, "malformed_request");
        t.raw("bad escape", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed_request");
        t.raw("two lengths", head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}", 400, "malformed_request");
        t.raw("negative length", head + "Content-Length: -5\r\n\r\n{}", 400, "malformed_request");
        t.raw("length no number", head + "Content-Length: 5x\r\n\r\n{}", 400, "malformed_request");
        t.raw("length beyond all", head + "Content-Length: 99999999999999999999\r\n\r\n{}", 400, "malformed_request");
        t.raw(
                "length and chunks",
                head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                400,
                "malformed_request");
        t.raw(
                "chunk size no number",
                head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                400,
                "malformed_request");
        t.raw("chunk of 4 GB", head + "Transfer-Encoding: chunked\r\n\r\nffffffff\r\n{}", 400, "malformed_request");
        t.raw(
                "chunks beyond the limit",
                head + "Transfer-Encoding: chunked\r\n\r\n" + ("4000\r\n" + " ".repeat(0x4000) + "\r\n").repeat(5)
                        + "0\r\n\r\n",
                413,
                "body_too_large");
        t.raw("a terabyte promised", head + "Content-Length: 1099511627776\r\n\r\n{", 413, "body_too_large");
        t.raw(
                "broken JSON in good chunks",
                head + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n{\r\n0\r\n\r\n",
                400,
                "malformed_json");
    }

    private static void neighbours(Hostile t) {
        Hostile.Port pay = Hostile.Port.MERCHANT;
        String body = EdgesFixture.card();
        t.other(pay, "GET /cashier/x", "", "", 404, "not_found");
        t.other(pay, "GET /cashier/$PAY/session", "", "", 404, "not_found");
        t.other(pay, "GET /cashier/$PAY.AAAAAAAAAAAAAAAAAAAAAA/session", "", "", 404, "not_found");
        t.other(pay, "GET /cashier/$TOKENA/session", "", "", 404, "not_found");
        t.other(pay, "GET /cashier/$TOKEN/secret", "", "", 404, "not_found");
        t.other(pay, "POST /cashier/$TOKEN/session", JSON, body, 405, "method_not_allowed");
        t.other(pay, "POST /cashier/$TOKEN/pay", JSON, body, 403, "cashier_header_missing");
        t.other(
                pay,
                "POST /cashier/$TOKEN/pay",
                "X-Cashier: 1\r\nContent-Type: text/plain\r\n",
                body,
                415,
                "unsupported_media_type");
        t.other(pay, "POST /cashier/$TOKEN/pay", "X-Cashier: 1\r\n" + JSON, "{}", 400, "invalid_request");
        Hostile.Port bank = Hostile.Port.CALLBACK;
        t.other(bank, "POST /callbacks/fake-1", JSON, "{}", 401, "");
        t.other(bank, "POST /callbacks/fake-1", JSON + "X-Timestamp: 1\r\nX-Signature: forged\r\n", "{}", 401, "");
        t.other(bank, "POST /callbacks/fake-1", JSON + "X-Signature: good\r\nX-Signature: good\r\n", "{}", 401, "");
        t.other(bank, "POST /callbacks/fake-1", "Content-Type: application/xml\r\n", "<a/>", 401, "");
        t.other(
                bank,
                "POST /callbacks/fake-1",
                "Content-Type: application/xml\r\nX-Signature: good\r\n",
                "<a/>",
                200,
                "");
        t.other(bank, "POST /callbacks/fake-1", "Content-Type: text/plain\r\n", "a", 415, "unsupported_media_type");
        t.other(bank, "POST /callbacks/../callbacks", JSON, "{}", 404, "not_found");
        t.other(bank, "POST /callbacks/a/b", JSON, "{}", 404, "not_found");
        t.other(bank, "POST /callbacks/%3Cscript%3E", JSON, "{}", 404, "not_found");
        t.other(bank, "GET /callbacks/fake-1", "", "", 405, "method_not_allowed");
        t.other(bank, "POST /callbacks/fake-1", "Content-Type: text/xml\r\n", "<a/>", 415, "unsupported_media_type");
        t.other(bank, "POST /callbacks/fake-1", JSON, " ".repeat(16_385), 413, "body_too_large");
        t.other(bank, "POST /v1/payments", JSON, GOOD, 404, "not_found");
        Hostile.Port operations = Hostile.Port.OPERATIONS;
        t.other(operations, "POST /metrics", JSON, "{}", 405, "method_not_allowed");
        t.other(operations, "GET /health/../etc", "", "", 404, "not_found");
        t.other(operations, "POST /journal", JSON, "{}", 405, "method_not_allowed");
        t.other(
                operations,
                "POST /journal/give-up",
                "Content-Type: text/plain\r\n",
                "{}",
                415,
                "unsupported_media_type");
        t.other(operations, "POST /journal/give-up", JSON, "{}", 400, "invalid_request");
        t.other(operations, "POST /journal/give-up", JSON, "[", 400, "invalid_request");
        t.other(operations, "GET /v1/payments", "", "", 404, "not_found");
    }
}
