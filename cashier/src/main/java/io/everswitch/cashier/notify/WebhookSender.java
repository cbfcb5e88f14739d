package io.everswitch.cashier.notify;

import io.everswitch.domain.payment.NotificationResult;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.NameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.Request;
import org.asynchttpclient.RequestBuilder;
import org.asynchttpclient.uri.Uri;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends notifications to merchants: signed after Standard Webhooks, one POST per call, no try of its own after a failure
 * (that is the payment's obligation). Every bound is in {@link WebhookLimits}; each host has its own bulkhead
 * ({@link HostGates}), and no address is called that {@link NotifyUrlRules} refuses.
 *
 * <p>Thread-safe. {@link #send} never blocks, name look-ups included, and its stage never fails; the stage is completed on
 * a network thread (or on the caller's, if there is nothing to send), so what depends on it must not block.
 */
public final class WebhookSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    /** Signing and writing take microseconds, TLS less than a millisecond: two threads are thousands of messages/s. */
    private static final int NETWORK_THREADS = 2;
    /** Beyond the client's own time-out, which ticks in tenths of a second: only for the case that it fails to tell us. */
    private static final long GUARD_MS = 1_000;

    private static final int DNS_QUERY_TIMEOUT_MS = 2_000;
    /** A merchant who moves is found again within a minute, also where his name server says a week. */
    private static final int DNS_TTL_MAX_S = 60;

    private static final String CLOSED = "sender is closed";
    private static final int IDLE_MS = 15_000;

    private final WebhookSenderConfig config;
    private final Clock clock;
    private final EventLoopGroup network;
    private final NameResolver<InetAddress> names;
    private final GuardedNameResolver resolver;
    private final AsyncHttpClient client;
    private final HostGates<Sending> gates;
    /** As many as the gates let in. */
    private final Set<Sending> all = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    public WebhookSender(WebhookSenderConfig config) {
        this(config, Clock.systemUTC(), WebhookSender::dns);
    }

    WebhookSender(
            WebhookSenderConfig config, Clock clock, Function<EventLoopGroup, NameResolver<InetAddress>> namesFactory) {
        this.config = config;
        this.clock = clock;
        this.network = new NioEventLoopGroup(NETWORK_THREADS, new DefaultThreadFactory("webhook", true));
        this.names = namesFactory.apply(network);
        this.resolver = new GuardedNameResolver(network.next(), config.urls(), names);
        this.client = new DefaultAsyncHttpClient(clientConfig(config, network));
        WebhookLimits limits = config.limits();
        this.gates =
                new HostGates<>(limits.connectionsPerHostMax(), limits.waitingPerHostMax(), limits.messagesTotalMax());
    }

    /** Never fails: what goes wrong is a result. The stage completes within the request time-out, and a second. */
    public CompletionStage<NotificationResult> send(WebhookMessage message) {
        Sending sending;
        try {
            NotifyTarget target = config.urls().target(message.url());
            String signature = WebhookSignature.header(
                    message.id(), message.timestamp().getEpochSecond(), message.body(), message.secrets());
            sending = new Sending(message, target, signature, System.nanoTime());
        } catch (NotifyTarget.Refused e) {
            return CompletableFuture.completedFuture(AnswerReader.refused("address refused: it " + e.getMessage()));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(AnswerReader.failed("cannot sign: " + e.getMessage()));
        }
        String host = sending.target.hostKey();
        all.add(sending);
        HostGates.Entry entry = gates.enter(host, sending);
        if (entry == HostGates.Entry.BUSY) {
            tell(sending, AnswerReader.failed("busy: too many messages for this host"));
            return sending.result.minimalCompletionStage();
        }
        sending.entered = true;
        if (entry == HostGates.Entry.RUN) {
            run(sending);
        } else {
            giveUpAfterWaiting(sending);
        }
        // Either close() saw that it entered, or this sees that it closed.
        if (closed) {
            end(sending);
        }
        return sending.result.minimalCompletionStage();
    }

    /** Messages that are being sent or wait; for metrics and for draining. */
    public int inFlight() {
        return gates.total();
    }

    /** Hosts that have messages being sent or waiting; for metrics. */
    public int hostsInFlight() {
        return gates.hosts();
    }

    /** Ends at once; what is on its way ends as FAILED. Blocks for at most about two seconds. */
    @Override
    public void close() {
        closed = true;
        // Those that wait first, or they would take the places of those that run. The client itself tells nobody.
        List<Sending> open = List.copyOf(all);
        open.forEach(sending -> abandon(sending, CLOSED));
        open.forEach(this::end);
        try {
            client.close();
        } catch (IOException e) {
            LOG.warn("webhook client did not close cleanly: {}", e.toString());
        }
        names.close();
        network.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    private void giveUpAfterWaiting(Sending sending) {
        long waitMs = Math.min(
                config.limits().waitMax().toMillis(), config.requestTimeout().toMillis());
        sending.timer = later(waitMs, () -> abandon(sending, "busy: waited too long for this host"));
    }

    private boolean abandon(Sending sending, String reason) {
        boolean waited = gates.abandon(sending.target.hostKey(), sending);
        if (waited) {
            sending.ended.set(true);
            tell(sending, AnswerReader.failed(reason));
        }
        return waited;
    }

    private void end(Sending sending) {
        if (sending.entered && !abandon(sending, CLOSED)) {
            finish(sending, AnswerReader.failed(CLOSED));
        }
    }

    private void run(Sending sending) {
        long leftMs = config.requestTimeout().toMillis()
                - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sending.startedNanos);
        long timeoutMs = Math.max(leftMs, 1);
        sending.timer = later(timeoutMs + GUARD_MS, () -> finish(sending, AnswerReader.failed("no answer in time")));
        AnswerReader reader = new AnswerReader(result -> finish(sending, result), config.limits(), clock);
        try {
            var unused = client.executeRequest(request(sending, timeoutMs), reader);
        } catch (RuntimeException e) {
            // The client throws when it is closed; anything else is a bug, and the merchant's message must survive it.
            LOG.warn(
                    "webhook {} could not be started: {}",
                    sending.message.id(),
                    e.getClass().getName());
            reader.onThrowable(e);
        }
    }

    /** Ends a running message: the first to call it wins; only then is the place given back, once. */
    private void finish(Sending sending, NotificationResult result) {
        if (!sending.ended.compareAndSet(false, true)) {
            return;
        }
        Sending next = gates.leave(sending.target.hostKey());
        tell(sending, result);
        if (next != null) {
            handOver(next);
        }
    }

    /** Last of all: whoever waits for the result finds the rest done. */
    private void tell(Sending sending, NotificationResult result) {
        all.remove(sending);
        Future<?> timer = sending.timer;
        if (timer != null) {
            timer.cancel(false);
        }
        sending.result.complete(result);
    }

    /** On another stack: a row of messages that fail at once must not nest. */
    private void handOver(Sending next) {
        try {
            network.execute(() -> run(next));
        } catch (RejectedExecutionException e) {
            finish(next, AnswerReader.failed(CLOSED));
        }
    }

    /** @return null if the network threads take nothing more, because the sender is closed */
    private @Nullable Future<?> later(long delayMs, Runnable task) {
        try {
            return network.schedule(task, delayMs, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return null;
        }
    }

    private Request request(Sending sending, long timeoutMs) {
        NotifyTarget target = sending.target;
        WebhookMessage message = sending.message;
        return new RequestBuilder("POST", true)
                .setUri(new Uri(
                        target.scheme(), null, target.host(), target.port(), target.path(), target.query(), null))
                .setNameResolver(resolver)
                .setRequestTimeout(Duration.ofMillis(timeoutMs))
                .setHeader("content-type", "application/json; charset=utf-8")
                .setHeader("webhook-id", message.id())
                .setHeader(
                        "webhook-timestamp", Long.toString(message.timestamp().getEpochSecond()))
                .setHeader("webhook-signature", sending.signature)
                .setBody(message.body())
                .build();
    }

    private static DefaultAsyncHttpClientConfig clientConfig(WebhookSenderConfig config, EventLoopGroup network) {
        WebhookLimits limits = config.limits();
        return new DefaultAsyncHttpClientConfig.Builder()
                .setEventLoopGroup(network)
                .setThreadPoolName("webhook")
                .setConnectTimeout(config.connectTimeout())
                .setHandshakeTimeout((int) config.connectTimeout().toMillis())
                .setRequestTimeout(config.requestTimeout())
                .setReadTimeout(config.requestTimeout())
                .setFollowRedirect(false)
                // One repeat when a kept connection turns out to be closed; the merchant drops doubles by webhook-id.
                .setMaxRequestRetry(1)
                .setMaxConnections(limits.connectionsTotalMax())
                // The gates bound what runs; twice that, as a connection counts until its close is through.
                .setMaxConnectionsPerHost(Math.min(limits.connectionsTotalMax(), 2 * limits.connectionsPerHostMax()))
                .setAcquireFreeChannelTimeout(0)
                .setPooledConnectionIdleTimeout(Duration.ofMillis(IDLE_MS))
                .setEnableAutomaticDecompression(false)
                .setCookieStore(null)
                .setUseProxyProperties(false)
                .setUseProxySelector(false)
                .setUserAgent("Everswitch-Webhooks/1")
                .setShutdownQuietPeriod(Duration.ZERO)
                .setShutdownTimeout(Duration.ofSeconds(1))
                .build();
    }

    private static NameResolver<InetAddress> dns(EventLoopGroup network) {
        return new DnsNameResolverBuilder(network.next())
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                .queryTimeoutMillis(DNS_QUERY_TIMEOUT_MS)
                .ttl(0, DNS_TTL_MAX_S)
                .negativeTtl(1)
                .build();
    }

    /** One message on its way. */
    private static final class Sending {
        private final CompletableFuture<NotificationResult> result = new CompletableFuture<>();
        private final WebhookMessage message;
        private final NotifyTarget target;
        private final String signature;
        private final long startedNanos;
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile boolean entered;
        private volatile @Nullable Future<?> timer;

        private Sending(WebhookMessage message, NotifyTarget target, String signature, long startedNanos) {
            this.message = message;
            this.target = target;
            this.signature = signature;
            this.startedNanos = startedNanos;
        }
    }
}
