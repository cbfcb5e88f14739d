package io.everswitch.chaos.door;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One port of one node, with the connections to it that wait for the next request. Lives on the door's only event loop. */
final class Backend {
    private final NodeWatch watch;
    private final String host;
    private final int port;
    private final DoorSettings.Limits limits;
    private final EventLoop loop;
    private final Deque<Idle> idle = new ArrayDeque<>();

    private record Idle(Channel channel, long sinceNanos) {}

    Backend(NodeWatch watch, String host, int port, DoorSettings.Limits limits, EventLoop loop) {
        this.watch = watch;
        this.host = host;
        this.port = port;
        this.limits = limits;
        this.loop = loop;
    }

    boolean isReady() {
        return watch.isReady();
    }

    void suspect() {
        watch.suspect();
    }

    /** A connection that waits, or null. The youngest: the others may grow old. */
    @Nullable
    Channel idle() {
        for (Idle next = idle.pollLast(); next != null; next = idle.pollLast()) {
            if (next.channel.isActive() && System.nanoTime() - next.sinceNanos < maxNanos()) {
                return next.channel;
            }
            var unused = next.channel.close();
        }
        return null;
    }

    /** A new connection; its requests and answers are handled by nobody yet. */
    ChannelFuture connect() {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, limits.connectTimeoutMs())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpClientCodec());
                    }
                })
                .connect(host, port);
    }

    /** Its answer has come to its end, and it may be used again. */
    void giveBack(Channel channel) {
        if (idle.size() >= limits.idlePerNodeMax() || !isReady()) {
            var unused = channel.close();
            return;
        }
        idle.addLast(new Idle(channel, System.nanoTime()));
    }

    /** Closes what waited too long, and everything that leads to a node that is leaving. */
    void sweep() {
        boolean all = !isReady();
        for (Idle next = idle.peekFirst(); next != null; next = idle.peekFirst()) {
            if (!all && System.nanoTime() - next.sinceNanos < maxNanos()) {
                return;
            }
            var unused = idle.removeFirst().channel.close();
        }
    }

    private long maxNanos() {
        return TimeUnit.MILLISECONDS.toNanos(limits.idleMaxMs());
    }
}
