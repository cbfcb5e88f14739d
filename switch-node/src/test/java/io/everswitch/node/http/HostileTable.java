package io.everswitch.node.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The table: one line is one hostile request, the status and code of its answer, and the field that the answer names. */
final class HostileTable {
    private static final String CARD = EdgesFixture.CARD;
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String GOOD = EdgesFixture.createBody("h-2", 1);

    private HostileTable() {}

    static List<Hostile.Row> rows() {
        Hostile table = new Hostile();
        amounts(table);
        texts(table);
        urlsAndMetadata(table);
        bodies(table);
        means(table);
        brokenMeans(table);
        refundsAndQueries(table);
        HostileWire.add(table);
        return table.rows;
    }

    private static void amounts(Hostile t) {
        t.bad("amount", "-1");
        t.bad("amount", "-0");
        t.bad("amount", "0");
        t.bad("amount", "1000000000000");
        t.bad("amount", "9223372036854775808");
        t.bad("amount", "9".repeat(5000));
        t.bad("amount", "1.0");
        t.bad("amount", "1e3");
        t.bad("amount", "1e400000000");
        t.bad("amount", "\"5\"");
        t.bad("amount", "true");
        t.bad("amount", "null");
        t.bad("amount", "[1]");
        t.bad("amount", "{\"$gt\":0}");
        t.create("amount", "NaN", 400, "malformed_json", "");
        t.create("amount", "Infinity", 400, "malformed_json", "");
        t.create("amount", "007", 400, "malformed_json", "");
        t.create("amount", "+5", 400, "malformed_json", "");
        t.create("amount", "0x10", 400, "malformed_json", "");
        t.create("amount", "1,\"amount\":2", 400, "invalid_request", "amount");
        t.create("amount", "null,\"amount\":2", 400, "invalid_request", "amount");
        t.bad("currency", "\"cny\"");
        t.bad("currency", "\"ZZZ\"");
        t.bad("currency", "\"XAU\"");
        t.bad("currency", "\"US\"");
        t.bad("currency", "\"USDT\"");
        t.bad("currency", "840");
        t.bad("currency", "\"<script>alert(1)</script>\"");
        t.bad("expires_in_s", "59");
        t.bad("expires_in_s", "604801");
        t.bad("expires_in_s", "-9223372036854775808");
    }

    private static void texts(Hostile t) {
        t.bad("merchant_order_id", "\"\"");
        t.bad("merchant_order_id", "\"" + "a".repeat(65) + "\"");
        t.bad("merchant_order_id", "\"<script>alert(1)</script>\"");
        t.bad("merchant_order_id", "\"' OR 1=1 --\"");
        t.bad("merchant_order_id", "\"${jndi:ldap://x}\"");
        t.bad("merchant_order_id", "\"订单\"");
        t.bad("merchant_order_id", "\"a\\u0000\"");
        t.bad("merchant_order_id", "5");
        t.bad("merchant_order_id", "{\"$ne\":null}");
        t.bad("description", "\"" + "d".repeat(128) + "\"");
        t.bad("description", "\"a\\u0000b\"");
        t.bad("description", "\"a\\r\\nSet-Cookie: x\"");
        t.bad("description", "\"\\u001b[2J\"");
        t.bad("description", "\"\\u202Egnp.exe\"");
        t.bad("description", "\"\\ud800\"");
        t.bad("description", "\"\\udc00\\ud800\"");
        t.bad("description", "[\"a\"]");
        t.create("description", "\"a\tb\"", 400, "malformed_json", "");
        // Script is data: it is taken as it is, and the page shows it as it is.
        t.create("description", "\"<script>alert(1)</script>\"", 201, "", "");
        t.create("metadata", "{\"<img src=x onerror=alert(1)>\":\"<svg/onload=alert(1)>\"}", 409, "order_conflict", "");
        t.create("is_admin", "true", 400, "invalid_request", "is_admin");
        t.create("__proto__", "{\"a\":1}", 400, "invalid_request", "__proto__");
        t.create(CARD, "1", 400, "invalid_request", "(unnamed)");
        t.create("<script>", "1", 400, "invalid_request", "(unnamed)");
    }

    private static void urlsAndMetadata(Hostile t) {
        t.bad("notify_url", "\"javascript:alert(1)\"");
        t.bad("notify_url", "\"file:///etc/passwd\"");
        t.bad("notify_url", "\"//evil.example/\"");
        t.bad("notify_url", "\"http://\"");
        t.bad("notify_url", "\"http://user:pw@shop.example/\"");
        t.bad("notify_url", "\"http://shop.example/ x\"");
        t.bad("notify_url", "\"http://shop.example:99999/\"");
        t.bad("notify_url", "\"http://shop.example\\\\@evil.example/\"");
        t.bad("notify_url", "\"http://shop.example/\\r\\nX: y\"");
        t.bad("notify_url", "\"http://forbidden.example/\"");
        t.bad("notify_url", "\"http://shop.example/" + "a".repeat(500) + "\"");
        t.bad("return_url", "\"javascript:alert(1)\"");
        t.bad("return_url", "\"data:text/html,<script>alert(1)</script>\"");
        t.bad("return_url", "\"https://商店.example/\"");
        t.bad("metadata", "[]");
        t.bad("metadata", "\"a\"");
        t.create("metadata", "{\"a\":{\"b\":1}}", 400, "invalid_request", "metadata.a");
        t.create("metadata", "{\"a\":1}", 400, "invalid_request", "metadata.a");
        t.create("metadata", "{\"a\":null}", 400, "invalid_request", "metadata.a");
        t.create("metadata", "{\"a\":\"1\",\"a\":\"2\"}", 400, "invalid_request", "metadata.a");
        t.create("metadata", "{\"\":\"1\"}", 400, "invalid_request", "metadata.(unnamed)");
        t.create("metadata", "{\"a\":\"" + "v".repeat(201) + "\"}", 400, "invalid_request", "metadata.a");
        t.create("metadata", "{\"a\":\"\\u0007\"}", 400, "invalid_request", "metadata.a");
        t.create("metadata", "{\"" + CARD + "\":1}", 400, "invalid_request", "metadata.(unnamed)");
        StringBuilder many = new StringBuilder("{\"k0\":\"\"");
        for (int i = 1; i < 21; i++) {
            many.append(",\"k").append(i).append("\":\"\"");
        }
        t.bad("metadata", many + "}");
    }

    private static void bodies(Hostile t) {
        t.malformed("nothing", "");
        t.malformed("blank", " \n ");
        t.malformed("half", GOOD.substring(0, 30));
        t.malformed("two objects", GOOD + GOOD);
        t.malformed("something behind", GOOD + "x");
        t.malformed("comment", "/* */" + GOOD);
        t.malformed("single quotes", GOOD.replace('"', '\''));
        t.malformed("comma at the end", GOOD.replace("}", ",}"));
        t.malformed("names without quotes", "{amount:1}");
        t.malformed("NUL byte", GOOD + "\0");
        t.malformed("too deep in an unknown field", "{\"a\":" + "[".repeat(9) + "]".repeat(9) + "}");
        t.body("ten thousand brackets", "[".repeat(10_000), 400, "invalid_request", "(body)");
        t.malformed("ten thousand objects", "{\"a\":".repeat(10_000));
        t.malformed("name of 300 characters", "{\"" + "n".repeat(300) + "\":1}");
        t.malformed("form", "merchant_order_id=h&amount=1&currency=CNY");
        t.malformed("XML", "<?xml version=\"1.0\"?><!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>");
        t.body("array", "[" + GOOD + "]", 400, "invalid_request", "(body)");
        t.body("null", "null", 400, "invalid_request", "(body)");
        t.body("text", "\"a\"", 400, "invalid_request", "(body)");
        t.body("empty object", "{}", 400, "invalid_request", "merchant_order_id");
        byte[] latin = GOOD.replace("h-2", "\u00e9").getBytes(StandardCharsets.ISO_8859_1);
        t.bytes("not UTF-8", latin, 400, "malformed_json", "");
        byte[] overlong = GOOD.replace("h-2", "\u00c0\u00af").getBytes(StandardCharsets.ISO_8859_1);
        t.bytes("overlong UTF-8", overlong, 400, "malformed_json", "");
        t.bytes("UTF-16", GOOD.getBytes(StandardCharsets.UTF_16), 400, "malformed_json", "");
        t.bytes("UTF-32", GOOD.getBytes(java.nio.charset.Charset.forName("UTF-32BE")), 400, "malformed_json", "");
        t.bytes("65,537 bytes", new byte[65_537], 413, "body_too_large", "");
        t.bytes("a megabyte", new byte[1 << 20], 413, "body_too_large", "");
    }

    private static void means(Hostile t) {
        t.card("\"4242 4242 4242 4242\"", "12", "2090", "\"987\"", "number");
        t.card("\"4242424242424241\"", "12", "2090", "\"987\"", "number");
        t.card("\"42424242424\"", "12", "2090", "\"987\"", "number");
        t.card("\"42424242424242424242\"", "12", "2090", "\"987\"", "number");
        t.card("4242424242424242", "12", "2090", "\"987\"", "number");
        t.card("\"４２４２４２４２４２４２４２４２\"", "12", "2090", "\"987\"", "number");
        t.card("\"<script>4242\"", "12", "2090", "\"987\"", "number");
        t.card("\"" + CARD + "\"", "0", "2090", "\"987\"", "exp_month");
        t.card("\"" + CARD + "\"", "13", "2090", "\"987\"", "exp_month");
        t.card("\"" + CARD + "\"", "\"12\"", "2090", "\"987\"", "exp_month");
        t.card("\"" + CARD + "\"", "1", "2020", "\"987\"", "exp_month");
        t.card("\"" + CARD + "\"", "12", "90", "\"987\"", "exp_year");
        t.card("\"" + CARD + "\"", "12", "2090", "\"98\"", "cvc");
        t.card("\"" + CARD + "\"", "12", "2090", "\"98765\"", "cvc");
        t.card("\"" + CARD + "\"", "12", "2090", "987", "cvc");
        t.card("\"" + CARD + "\"", "12", "2090", "\"987\",\"" + CARD + "\":1", "(unnamed)");
        t.card("\"" + CARD + "\"", "12", "2090", "\"987\",\"number\":\"" + CARD + "\"", "number");
        t.confirm("\"" + CARD + "\"", "");
        t.confirm("{\"type\":\"cash\"}", "type");
        t.confirm("{\"card\":{}}", "card.number");
        t.confirm("{\"type\":\"card\"}", "card");
        t.confirm("{\"type\":\"card\",\"card\":null}", "card");
        t.confirm("{\"type\":\"card\",\"card\":\"" + CARD + "\"}", "card");
        t.confirm(
                "{\"type\":\"bank_account\",\"bank_account\":{\"bank\":\"nobank\",\"account\":\"123456\"}}",
                "bank_account.bank");
        t.confirm(
                "{\"type\":\"bank_account\",\"bank_account\":{\"bank\":\"bank-1\",\"account\":\"12345\"}}",
                "bank_account.account");
        t.confirm(
                "{\"type\":\"bank_account\",\"bank_account\":{\"bank\":\"bank-1\",\"account\":\"<b>123\"}}",
                "bank_account.account");
        t.confirm(
                "{\"type\":\"bank_account\",\"bank_account\":{\"bank\":\"bank-1\",\"account\":\"123456\"},\"card\":{\"number\":\""
                        + CARD + "\",\"exp_month\":1,\"exp_year\":2090}}",
                "card");
    }

    /** A parser's own words would quote the card. */
    private static void brokenMeans(Hostile t) {
        String confirm = "POST /v1/payments/$PAY/confirm";
        String card = "{\"payment_method\":{\"type\":\"card\",\"card\":{\"number\":";
        t.merchant(confirm, JSON, card + "\"" + CARD, 400, "malformed_json", "");
        t.merchant(confirm, JSON, card + "x" + CARD + "}}}", 400, "malformed_json", "");
    }

    private static void refundsAndQueries(Hostile t) {
        String refund = "{\"payment_id\":\"%s\",\"amount\":%s,\"merchant_refund_id\":\"%s\"}";
        t.merchant("POST /v1/refunds", JSON, refund.formatted("$PAY", "0", "r"), 400, "invalid_request", "amount");
        t.merchant("POST /v1/refunds", JSON, refund.formatted("$PAY", "-5", "r"), 400, "invalid_request", "amount");
        t.merchant(
                "POST /v1/refunds",
                JSON,
                refund.formatted("$PAY", "1", "r r"),
                400,
                "invalid_request",
                "merchant_refund_id");
        t.merchant("POST /v1/refunds", JSON, refund.formatted("$PAY", "1", "r"), 409, "not_succeeded", "");
        t.merchant("POST /v1/refunds", JSON, refund.formatted("pay_none", "1", "r"), 404, "not_found", "");
        t.merchant("POST /v1/refunds", JSON, "{}", 400, "invalid_request", "payment_id");
        t.merchant("POST /v1/payments/$PAY/cancel", JSON, "{\"force\":true}", 400, "invalid_request", "force");
        t.get("/v1/payments?limit=0", 400, "invalid_request", "limit");
        t.get("/v1/payments?limit=101", 400, "invalid_request", "limit");
        t.get("/v1/payments?limit=-1", 400, "invalid_request", "limit");
        t.get("/v1/payments?limit=99999999999", 400, "invalid_request", "limit");
        t.get("/v1/payments?limit=5&limit=6", 400, "invalid_request", "limit");
        t.get("/v1/payments?status=paid", 400, "invalid_request", "status");
        t.get("/v1/payments?starting_after=1", 400, "invalid_request", "starting_after");
        t.get("/v1/payments?merchant_order_id=%00", 400, "invalid_request", "merchant_order_id");
        t.get("/v1/payments?merchant_order_id=%ff", 400, "invalid_request", "merchant_order_id");
        t.get("/v1/payments?merchant=m2", 400, "invalid_request", "merchant");
        t.get("/v1/payments?" + CARD, 400, "invalid_request", "(unnamed)");
        t.get("/v1/refunds/re_none", 404, "not_found", "");
        t.get("/v1/refunds/re_00000000000000000000000000_99999999999", 404, "not_found", "");
    }
}
