package io.everswitch.chaos.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One whole answer. Immutable, save that the body's bytes are not copied. */
public final class Reply {
    private static final String JSON = "application/json";

    private final int status;
    private final String contentType;
    private final byte[] body;
    private final Map<String, String> headers;

    /** @param headers headers beside content type and length */
    public Reply(int status, String contentType, byte[] body, Map<String, String> headers) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.headers = Map.copyOf(headers);
    }

    public int status() {
        return status;
    }

    public String contentType() {
        return contentType;
    }

    public byte[] body() {
        return body;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public static Reply json(int status, byte[] body) {
        return new Reply(status, JSON, body, Map.of());
    }

    public static Reply json(int status, String body) {
        return json(status, body.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply text(int status, String body) {
        return new Reply(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public static Reply empty(int status) {
        return new Reply(status, "", new byte[0], Map.of());
    }

    /** RFC 9457; the detail must not hold anything that the caller sent. */
    public static Reply problem(int status, String code, String detail) {
        return new Reply(status, "application/problem+json", Json.problem(status, code, detail, ""), Map.of());
    }

    /** RFC 9457 with the name of the field that is wrong. */
    public static Reply problem(int status, String code, String detail, String field) {
        return new Reply(status, "application/problem+json", Json.problem(status, code, detail, field), Map.of());
    }

    public Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, contentType, body, more);
    }

    @Override
    public String toString() {
        return "Reply[" + status + ", " + body.length + " bytes]";
    }
}
