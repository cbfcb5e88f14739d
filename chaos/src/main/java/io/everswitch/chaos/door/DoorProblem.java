package io.everswitch.chaos.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The door's own refusals, in the words of the merchant API (RFC 9457), and what it reads out of a node's. */
final class DoorProblem {
    static final String CONTENT_TYPE = "application/problem+json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private DoorProblem() {}

    /** Nobody was asked, so nothing was done. */
    static FullHttpResponse noNode(String requestId) {
        return of(503, "unavailable", "No node can answer now. Repeat the same request.", false, requestId);
    }

    /** A node had the request and fell silent: only the payment itself can tell what became of it. */
    static FullHttpResponse lost(boolean mayHaveCharged, String requestId) {
        return of(
                502,
                "node_lost",
                "The node went away before it answered. Repeat the same request.",
                mayHaveCharged,
                requestId);
    }

    static FullHttpResponse tooSlow(boolean mayHaveCharged, String requestId) {
        return of(
                504,
                "node_slow",
                "The node did not answer in time. Repeat the same request.",
                mayHaveCharged,
                requestId);
    }

    private static FullHttpResponse of(
            int status, String code, String detail, boolean mayHaveCharged, String requestId) {
        ObjectNode body = JSON.createObjectNode()
                .put("type", "urn:everswitch:problem:" + code)
                .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
                .put("status", status)
                .put("detail", detail)
                .put("instance", "urn:everswitch:request:" + requestId)
                .put("code", code)
                .put("retryable", true)
                .put("charge_state", mayHaveCharged ? "possible" : "none");
        try {
            byte[] bytes = JSON.writeValueAsBytes(body);
            FullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(bytes));
            response.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, CONTENT_TYPE)
                    .set(HttpHeaderNames.CONTENT_LENGTH, bytes.length)
                    .set(HttpHeaderNames.RETRY_AFTER, 1)
                    .set("X-Request-Id", requestId);
            return response;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a node's answer says that nothing was done and that the very same request may be sent again. */
    static boolean saysNothingDone(byte[] body) {
        try {
            JsonNode problem = JSON.readTree(body);
            return problem.path("retryable").asBoolean(false)
                    && problem.path("charge_state").asText().equals("none");
        } catch (IOException e) {
            // Not the document that it claims to be: then it promises nothing.
            return false;
        }
    }
}
