package io.everswitch.channel.http;

import io.netty.channel.EventLoopGroup;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.Dsl;

/**
 * The HTTP client that all channels share, with its timer and its threads for names. Thread-safe. Close it after its channels.
 *
 * <p>The client never repeats a request, follows no redirect, keeps no cookie and uses no proxy: each of these could send a
 * payment twice or to somebody else.
 */
public final class HttpEngine implements AutoCloseable {
    /** Over all channels; each channel's in-flight limit holds first. */
    private static final int CONNECTIONS_MAX = 8_192;
    /** Shorter than what servers usually keep (5 s and more), so we seldom write into a connection that the bank closes. */
    private static final Duration IDLE_MAX = Duration.ofSeconds(4);
    /** Above every channel's own connect time-out, which rules. */
    private static final Duration CONNECT_MAX = Duration.ofSeconds(31);

    private static final int HEADER_BYTES_MAX = 16 * 1024;
    private static final int LOOKUP_THREADS = 2;
    private static final int LOOKUPS_WAITING_MAX = 1_000;
    private static final long TICK_MS = 20;

    private final ThreadPoolExecutor lookups;
    private final HashedWheelTimer timer;
    private final AsyncHttpClient client;
    private final BankHttp.Shared shared;

    /** @param loops shared with other families; stays the caller's to shut down; NIO */
    public HttpEngine(EventLoopGroup loops, Clock clock) {
        this.lookups = new ThreadPoolExecutor(
                LOOKUP_THREADS,
                LOOKUP_THREADS,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(LOOKUPS_WAITING_MAX),
                new DefaultThreadFactory("bank-names", true));
        lookups.allowCoreThreadTimeOut(true);
        this.timer =
                new HashedWheelTimer(new DefaultThreadFactory("bank-http-timer", true), TICK_MS, TimeUnit.MILLISECONDS);
        this.client = Dsl.asyncHttpClient(Dsl.config()
                .setEventLoopGroup(loops)
                .setNettyTimer(timer)
                .setMaxRequestRetry(0)
                .setFollowRedirect(false)
                .setCookieStore(null)
                .setUseProxySelector(false)
                .setUseProxyProperties(false)
                .setEnableAutomaticDecompression(false)
                .setKeepAlive(true)
                .setMaxConnections(CONNECTIONS_MAX)
                .setAcquireFreeChannelTimeout(0)
                .setPooledConnectionIdleTimeout(IDLE_MAX)
                .setConnectTimeout(CONNECT_MAX)
                .setHttpClientCodecMaxHeaderSize(HEADER_BYTES_MAX)
                .setTcpNoDelay(true)
                .setUserAgent("everswitch")
                .build());
        this.shared = new BankHttp.Shared(client, timer, new NameLookup(lookups), clock);
    }

    /** The exchanges with one bank; nothing is connected yet. */
    public BankHttp to(HttpPeer peer) {
        return new BankHttp(shared, peer);
    }

    public Timer timer() {
        return timer;
    }

    public Clock clock() {
        return shared.clock();
    }

    /** Closes all connections. Not on an event loop's thread. */
    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the HTTP client could not be closed", e);
        } finally {
            timer.stop();
            lookups.shutdownNow();
        }
    }
}
