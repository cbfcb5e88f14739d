package io.everswitch.chaos.door;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** What the door answers itself: {@code /-/live}, and {@code /-/ready}, which is 200 while a node is ready. */
final class OwnAnswers {
    static final String PREFIX = "/-/";

    private OwnAnswers() {}

    static FullHttpResponse to(String uri, Backends backends) {
        return switch (uri) {
            case "/-/live" -> text(200, "live");
            case "/-/ready" -> backends.anyReady() ? text(200, "ready") : text(503, "no node is ready");
            default -> text(404, "not found");
        };
    }

    private static FullHttpResponse text(int status, String words) {
        byte[] bytes = (words + "\n").getBytes(StandardCharsets.UTF_8);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(bytes));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
        return response;
    }
}
