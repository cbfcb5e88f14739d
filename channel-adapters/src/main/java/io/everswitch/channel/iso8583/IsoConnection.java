package io.everswitch.channel.iso8583;

import io.everswitch.channel.iso8583.Iso8583Settings.Timing;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP connection to the bank, made again whenever it is lost.
 *
 * <pre>
 *   DISCONNECTED ──start, back-off over──> CONNECTING ──connected──> SIGNING_ON ──code 00──> UP
 *        ^                                     │                         │                   │ echo when silent
 *        └──── not connected, refused, no answer, bad frame, closed, two echoes unanswered ──┘
 *   each of them ──close──> CLOSED
 * </pre>
 *
 * Where the bank gives keys, a connection is UP only with the first of them. Everything happens on one event loop; {@link
 * #isUp} and {@link #reason} may be read by any thread. A connection that we give up is reset, not closed gently: bytes that
 * still wait in the kernel must not reach the bank later (M9).
 */
final class IsoConnection {
    private static final Logger LOG = LoggerFactory.getLogger(IsoConnection.class);
    private static final int ECHOES_UNANSWERED_MAX = 2;
    /** A bank that is there answers a sign-off at once; who shuts down does not wait for another. */
    private static final int SIGN_OFF_MAX_MS = 1_000;

    private final Wire wire;
    private final EventLoop loop;
    private final IsoHost host;
    private final IsoSender sender;
    private final Backoff backoff;
    private final KeySession keys;
    private Runnable whenClosed = () -> {};
    private volatile ConnectionState state = ConnectionState.DISCONNECTED;
    private volatile String reason = "not_started";
    private @Nullable Channel channel;
    private @Nullable Future<?> timer;
    private long lastFrameNanos;
    private volatile long upNanos;
    private int echoesUnanswered;
    private boolean closing;

    IsoConnection(Wire wire, EventLoop loop, IsoHost host) {
        Timing timing = wire.settings().timing();
        this.wire = wire;
        this.loop = loop;
        this.host = host;
        this.sender = new IsoSender(wire, this, loop);
        this.backoff = new Backoff(timing.reconnectMinMs(), timing.reconnectMaxMs(), wire.jitter());
        this.keys = new KeySession(wire, loop, this::ask, this::lose);
    }

    /** What messages of this connection are signed with, null if they are not; on the event loop only. */
    @Nullable
    MacKeys macKeys() {
        return keys.keys();
    }

    boolean isUp() {
        return state == ConnectionState.UP;
    }

    boolean isUpFor(long nanos) {
        return isUp() && System.nanoTime() - upNanos >= nanos;
    }

    /** Why it is not up; empty when it is. */
    String reason() {
        return reason;
    }

    void start() {
        loop.execute(this::connect);
    }

    /** Sends it on the event loop if the connection is up then; else it is not written. */
    void submit(Exchange exchange) {
        try {
            loop.execute(() -> {
                if (state == ConnectionState.UP && !closing) {
                    sender.write(exchange, channel);
                } else {
                    exchange.notWritten("not_connected", "connection is not up");
                }
            });
        } catch (RejectedExecutionException e) {
            exchange.notWritten("closed", "the switch shuts down");
        }
    }

    /**
     * Signs off if it can, closes, and stays closed. To be called once.
     *
     * @param closed called when nothing of the connection is left
     */
    void close(Runnable closed) {
        try {
            loop.execute(() -> {
                closing = true;
                whenClosed = closed;
                if (state == ConnectionState.UP) {
                    network(IsoMessages.SIGN_OFF, answer -> finish(answer != null));
                    timer = loop.schedule(() -> finish(false), SIGN_OFF_MAX_MS, TimeUnit.MILLISECONDS);
                } else {
                    finish(false);
                }
            });
        } catch (RejectedExecutionException e) {
            closed.run();
        }
    }

    private void connect() {
        if (closing || state != ConnectionState.DISCONNECTED) {
            return;
        }
        to(ConnectionState.CONNECTING, "connecting");
        IsoDialer.bootstrap(wire, host, this, loop).connect().addListener(future -> {
            if (!future.isSuccess() && state == ConnectionState.CONNECTING) {
                lose("connect_failed");
            }
        });
    }

    void connected(Channel made) {
        if (closing || state != ConnectionState.CONNECTING) {
            var unused = made.close();
            return;
        }
        channel = made;
        lastFrameNanos = System.nanoTime();
        to(ConnectionState.SIGNING_ON, "signing_on");
        network(IsoMessages.SIGN_ON, answer -> {
            if (state != ConnectionState.SIGNING_ON || channel != made) {
                return;
            }
            if ("00".equals(answer)) {
                keys.begin(this::ready);
            } else {
                lose(answer == null ? "sign_on_unanswered" : "sign_on_refused");
            }
        });
    }

    private void ready() {
        upNanos = System.nanoTime();
        to(ConnectionState.UP, "");
        echoesUnanswered = 0;
        wire.metrics().connected(wire.id());
        echoAfter(TimeUnit.MILLISECONDS.toNanos(wire.settings().timing().echoIntervalMs()));
    }

    void received(Channel from, ByteBuf frame) {
        if (from != channel) {
            return;
        }
        lastFrameNanos = System.nanoTime();
        echoesUnanswered = 0;
        if (!wire.framing().stripTpdu(frame)) {
            wire.metrics().protocolError(wire.id(), "tpdu");
            wire.metrics().unmatchedAnswer(wire.id());
            return;
        }
        IsoCodec.Decoded answer = wire.codec().decode(frame, keys.keys());
        if (LOG.isTraceEnabled()) {
            LOG.trace("{} < {} {}", wire.id(), IsoDump.masked(answer.fields()), answer.problem());
        }
        wire.inFlight().receive(answer);
    }

    void dropped(Channel from, String why) {
        if (from == channel) {
            if (why.equals("protocol_error")) {
                wire.metrics().protocolError(wire.id(), "frame");
            }
            lose(why);
        } else {
            var unused = from.close();
        }
    }

    /** Gives the connection up and makes another one later. What it carried is lost. */
    void lose(String why) {
        Channel lost = channel;
        channel = null;
        if (state == ConnectionState.CLOSED || state == ConnectionState.DISCONNECTED) {
            return;
        }
        long upForNanos = state == ConnectionState.UP ? System.nanoTime() - upNanos : 0;
        if (upForNanos >= TimeUnit.MILLISECONDS.toNanos(wire.settings().timing().reconnectMaxMs())) {
            backoff.reset();
        }
        stopTimer();
        keys.end();
        to(ConnectionState.DISCONNECTED, why);
        if (lost != null) {
            var unused = lost.close();
        }
        wire.metrics().disconnected(wire.id(), why);
        wire.inFlight().loseAll(this, "connection_lost", why);
        if (closing) {
            finish(false);
        } else if (!loop.isShuttingDown()) {
            timer = loop.schedule(this::connect, backoff.nextMs(), TimeUnit.MILLISECONDS);
        }
    }

    private void echoAfter(long delayNanos) {
        timer = loop.schedule(this::echoIfSilent, delayNanos, TimeUnit.NANOSECONDS);
    }

    private void echoIfSilent() {
        long intervalNanos =
                TimeUnit.MILLISECONDS.toNanos(wire.settings().timing().echoIntervalMs());
        long leftNanos = intervalNanos - (System.nanoTime() - lastFrameNanos);
        if (leftNanos > 0) {
            echoAfter(leftNanos);
            return;
        }
        Channel asked = channel;
        network(IsoMessages.ECHO, answer -> {
            if (state != ConnectionState.UP || channel != asked || closing) {
                return;
            }
            if (answer != null) {
                echoAfter(intervalNanos);
            } else if (++echoesUnanswered >= ECHOES_UNANSWERED_MAX) {
                lose("echo_unanswered");
            } else {
                echoIfSilent();
            }
        });
    }

    private void network(String networkCode, Consumer<@Nullable String> done) {
        ask(networkCode, answer -> done.accept(answer == null ? null : answer.get(39)));
    }

    private void ask(String networkCode, Consumer<@Nullable IsoFields> done) {
        sender.write(new NetworkExchange(wire.messages(), wire.stans().allocate(), networkCode, done), channel);
    }

    private void finish(boolean signedOff) {
        if (state == ConnectionState.CLOSED) {
            return;
        }
        Channel last = channel;
        channel = null;
        stopTimer();
        keys.end();
        to(ConnectionState.CLOSED, "closed");
        wire.inFlight().loseAll(this, "connection_lost", "the switch shuts down");
        if (last == null) {
            whenClosed.run();
            return;
        }
        if (signedOff) {
            // All that was sent has arrived, so this one need not be reset.
            last.config().setOption(ChannelOption.SO_LINGER, -1);
        }
        last.close().addListener(future -> whenClosed.run());
    }

    private void stopTimer() {
        Future<?> running = timer;
        timer = null;
        if (running != null) {
            running.cancel(false);
        }
    }

    private void to(ConnectionState next, String why) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("connection cannot go from " + state + " to " + next);
        }
        boolean worthTelling = state == ConnectionState.UP || next == ConnectionState.UP;
        state = next;
        reason = why;
        if (worthTelling) {
            LOG.info("{} is {} {}", wire.id(), next, why);
        } else {
            LOG.debug("{} is {} {}", wire.id(), next, why);
        }
    }
}
