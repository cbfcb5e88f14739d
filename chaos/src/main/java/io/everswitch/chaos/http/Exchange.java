package io.everswitch.chaos.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A request and the one chance to answer it; only the first answer counts. Thread-safe. */
public final class Exchange {
    private final Channel channel;
    private final Runnable finished;
    private final String method;
    private final String uri;
    private final QueryStringDecoder decoded;
    private final HttpHeaders headers;
    private final byte[] body;
    private final boolean keepAlive;
    private final AtomicBoolean answered = new AtomicBoolean();

    Exchange(Channel channel, Runnable finished, FullHttpRequest request, byte[] body, boolean keepAlive) {
        this.channel = channel;
        this.finished = finished;
        this.method = request.method().name();
        this.uri = request.uri();
        this.decoded = new QueryStringDecoder(request.uri());
        this.headers = request.headers();
        this.body = body;
        this.keepAlive = keepAlive;
    }

    public String method() {
        return method;
    }

    /** The target as it was sent: path and query. */
    public String uri() {
        return uri;
    }

    public String path() {
        return decoded.path();
    }

    /** False if the target's percent signs are wrong; then it has no path and no query. */
    boolean hasPath() {
        try {
            return !decoded.path().isEmpty() && !decoded.parameters().containsKey("");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The first parameter of that name, or null. */
    public @Nullable String query(String name) {
        List<String> values = decoded.parameters().get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    public boolean hasQuery(String name) {
        return decoded.parameters().containsKey(name);
    }

    public @Nullable String header(String name) {
        return headers.get(name);
    }

    public List<Map.Entry<String, String>> headers() {
        return headers.entries();
    }

    public byte[] body() {
        return body;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public boolean isOpen() {
        return channel.isActive();
    }

    public void reply(Reply reply) {
        if (answered.compareAndSet(false, true)) {
            onLoop(() -> {
                var future = channel.writeAndFlush(response(reply));
                if (!keepAlive) {
                    future.addListener(ChannelFutureListener.CLOSE);
                }
                finished.run();
            });
        }
    }

    /** Sends only the first half of the answer's body and resets the connection. */
    public void replyHalfAndReset(Reply reply) {
        if (answered.compareAndSet(false, true)) {
            onLoop(() -> {
                HttpResponse head = new DefaultHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), fields(reply));
                ByteBuf half = Unpooled.wrappedBuffer(reply.body(), 0, reply.body().length / 2);
                var unused = channel.write(head);
                channel.writeAndFlush(new DefaultHttpContent(half)).addListener(done -> reset());
            });
        }
    }

    /** Answers nothing and resets the connection. */
    public void cut() {
        if (answered.compareAndSet(false, true)) {
            onLoop(this::reset);
        }
    }

    private void reset() {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        var unused = channel.close();
    }

    /** Answers 200 with a body made piece by piece on the executor, never faster than the client reads. */
    public void stream(String contentType, Chunks chunks, Executor executor) {
        if (answered.compareAndSet(false, true)) {
            HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            head.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
            HttpUtil.setTransferEncodingChunked(head, true);
            onLoop(() -> {
                var unused = channel.write(head);
                new Pump(channel, chunks, executor, this::streamed).start();
            });
        }
    }

    private void streamed() {
        onLoop(() -> {
            var future = channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
            if (!keepAlive) {
                future.addListener(ChannelFutureListener.CLOSE);
            }
            finished.run();
        });
    }

    private HttpResponse response(Reply reply) {
        boolean head = method.equals("HEAD");
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(reply.status()),
                head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(reply.body()),
                fields(reply),
                new DefaultHttpHeaders());
    }

    private HttpHeaders fields(Reply reply) {
        HttpHeaders fields = new DefaultHttpHeaders();
        reply.headers().forEach(fields::set);
        if (!reply.contentType().isEmpty()) {
            fields.set(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
        }
        if (reply.status() != 204 && reply.status() != 304) {
            fields.set(HttpHeaderNames.CONTENT_LENGTH, reply.body().length);
        }
        if (!keepAlive) {
            fields.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        return fields;
    }

    private void onLoop(Runnable task) {
        if (channel.eventLoop().inEventLoop()) {
            task.run();
        } else {
            channel.eventLoop().execute(task);
        }
    }
}
