package io.everswitch.channel;

import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.channel.catalog.ChannelEntry;
import io.everswitch.channel.http.HttpEngine;
import io.everswitch.channel.httpjson.CallbackReceiver;
import io.everswitch.channel.support.ChannelBounds;
import io.everswitch.channel.support.ManagedChannel;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.BankAnswers;
import io.everswitch.domain.port.ChannelPort;
import io.everswitch.domain.port.ChannelProfile;
import io.everswitch.domain.port.ChannelStatus;
import io.everswitch.domain.port.Channels;
import io.everswitch.domain.port.Vault;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All channels of a catalog, disabled ones too, since they may still owe something. One group of event loops and one HTTP
 * client serve them all. Thread-safe; only {@link #open} and {@link #close} block.
 */
public final class ChannelAdapters implements Channels, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelAdapters.class);
    /** Above the longest answer that a channel may wait for, so that closing loses no answer that still comes. */
    private static final Duration CLOSE_MAX = Duration.ofSeconds(65);

    private static final Duration LOOPS_CLOSE_MAX = Duration.ofSeconds(5);

    private final Map<ChannelId, ManagedChannel> channels;
    private final HttpEngine engine;
    private final CallbackReceiver callbacks;
    private final EventLoopGroup loops;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ChannelAdapters(
            Map<ChannelId, ManagedChannel> channels,
            HttpEngine engine,
            CallbackReceiver callbacks,
            EventLoopGroup loops) {
        this.channels = Map.copyOf(channels);
        this.engine = engine;
        this.callbacks = callbacks;
        this.loops = loops;
    }

    /**
     * Makes all channels; none connects before {@link #start}.
     *
     * @throws IllegalStateException if a secret of the catalog cannot be read; the message says which
     */
    public static ChannelAdapters open(
            ChannelCatalog catalog, Vault vault, BankAnswers answers, AdapterSettings settings, Clock clock) {
        EventLoopGroup loops = new NioEventLoopGroup(settings.ioThreads(), new DefaultThreadFactory("bank-io", true));
        CallbackReceiver callbacks = new CallbackReceiver(answers, settings.metrics(), clock);
        HttpEngine engine = new HttpEngine(loops, clock);
        ChannelTools tools = new ChannelTools(settings, engine, callbacks, loops, vault, answers, clock);
        Map<ChannelId, ManagedChannel> channels = new LinkedHashMap<>();
        try {
            Map<Protocol, ChannelMaker> makers = new EnumMap<>(Protocol.class);
            for (ChannelEntry entry : catalog.channels()) {
                ManagedChannel channel = makers.computeIfAbsent(
                                entry.protocol(), protocol -> protocol.family().maker(tools))
                        .create(entry);
                channels.put(entry.id(), channel);
            }
        } catch (RuntimeException e) {
            release(engine, loops);
            throw e;
        }
        return new ChannelAdapters(channels, engine, callbacks, loops);
    }

    public void start() {
        channels.values().forEach(ManagedChannel::start);
    }

    @Override
    public ChannelPort get(ChannelId id) {
        ManagedChannel channel = channels.get(id);
        if (channel == null) {
            throw new IllegalArgumentException("the catalog has no channel " + id);
        }
        return channel;
    }

    /**
     * What a catalog says of ladders, send windows, time-outs, in-flight limits and codes counts from now on; what is under way ends
     * as it began. Everything else of it is for the next start.
     *
     * @param catalog with the same channels, checked
     */
    public void become(ChannelCatalog catalog) {
        for (ChannelEntry entry : catalog.channels()) {
            ManagedChannel channel = channels.get(entry.id());
            if (channel != null) {
                ChannelProfile made = channel.profile();
                ChannelProfile wanted = entry.profile();
                channel.become(
                        new ChannelProfile(
                                made.id(),
                                made.bank(),
                                wanted.responseTimeout(),
                                wanted.sendWindow(),
                                wanted.callbackTimeout(),
                                made.resolution(),
                                wanted.queryLadder()),
                        new ChannelBounds(entry.connectTimeoutMs(), entry.inFlightMax()),
                        entry.codeOverrides());
            }
        }
    }

    /** What the process's callback endpoint hands every callback to. */
    public CallbackReceiver callbackReceiver() {
        return callbacks;
    }

    /** How every channel is now. */
    public Map<ChannelId, ChannelStatus> statuses() {
        Map<ChannelId, ChannelStatus> statuses = new LinkedHashMap<>();
        channels.forEach((id, channel) -> statuses.put(id, channel.status()));
        return statuses;
    }

    /** Lets all channels finish what is in flight, then lets go of all connections. Blocking; the second call does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        List<CompletableFuture<Void>> closing = new ArrayList<>();
        channels.values().forEach(channel -> closing.add(channel.close().toCompletableFuture()));
        try {
            CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new))
                    .get(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("closing the channels was interrupted");
        } catch (TimeoutException e) {
            LOG.warn("some channels were not done after {}: their open attempts are unknown", CLOSE_MAX, e);
        } catch (ExecutionException e) {
            LOG.error("a channel could not be closed", e);
        } finally {
            release(engine, loops);
        }
    }

    private static void release(HttpEngine engine, EventLoopGroup loops) {
        engine.close();
        boolean ended = loops.shutdownGracefully(0, LOOPS_CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(LOOPS_CLOSE_MAX.toMillis());
        if (!ended) {
            LOG.warn("the event loops did not end within {}", LOOPS_CLOSE_MAX);
        }
    }
}
