package io.everswitch.chaos.door;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** A client's whole request, kept so that it can be sent to another node. */
final class Request {
    /** They speak of one connection, not of the request. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "expect");

    private final HttpMethod method;
    private final String uri;
    private final HttpHeaders headers;
    private final byte[] body;
    private final boolean keepAlive;

    /** @param message is not kept */
    Request(FullHttpRequest message) {
        this.method = message.method();
        this.uri = message.uri();
        this.headers = message.headers();
        this.body = ByteBufUtil.getBytes(message.content());
        this.keepAlive = HttpUtil.isKeepAlive(message);
    }

    String uri() {
        return uri;
    }

    boolean keepAlive() {
        return keepAlive;
    }

    /** A copy for one node. */
    FullHttpRequest toNode(String clientAddress) {
        HttpHeaders copy = new DefaultHttpHeaders();
        headers.forEach(header -> {
            if (!HOP_BY_HOP.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                copy.add(header.getKey(), header.getValue());
            }
        });
        if (body.length > 0 || headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            copy.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        copy.add("X-Forwarded-For", clientAddress);
        return new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, method, uri, Unpooled.wrappedBuffer(body), copy, new DefaultHttpHeaders());
    }

    /** Reading changes nothing, so a lost answer to it cannot hide a charge. */
    boolean mayCharge() {
        return !(method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD) || method.equals(HttpMethod.OPTIONS));
    }

    String requestId() {
        String given = headers.get("X-Request-Id");
        return given != null && given.matches("[A-Za-z0-9._-]{1,64}") ? given : "door-" + UUID.randomUUID();
    }

    /** The body may hold a card's number. */
    @Override
    public String toString() {
        return "Request[" + method + ", " + body.length + " bytes]";
    }
}
