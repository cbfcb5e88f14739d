package io.everswitch.channel.iso8583;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one connection, and how they are changed: after sign-on and then every interval the bank is asked for a new
 * one. A key belongs to one connection, so that nodes and connections that share a terminal cannot take each other's away, and
 * it is forgotten with the connection, so that neither side must know what the other one still holds after a crash. On the
 * event loop of the connection.
 */
final class KeySession {
    /** Sends a network message and hands on the fields of its answer, null if there is none. */
    interface Asking {
        void ask(String networkCode, Consumer<@Nullable IsoFields> done);
    }

    private static final Logger LOG = LoggerFactory.getLogger(KeySession.class);

    private final Wire wire;
    private final EventLoop loop;
    private final Asking bank;
    private final Consumer<String> giveUp;
    private final @Nullable MacKeys keys;
    /** Counts connections: what was asked on another one is of no interest any more. */
    private int session;

    private @Nullable Future<?> timer;

    /** @param giveUp ends the connection, with the reason */
    KeySession(Wire wire, EventLoop loop, Asking bank, Consumer<String> giveUp) {
        MacKey base = wire.settings().options().mac();
        this.wire = wire;
        this.loop = loop;
        this.bank = bank;
        this.giveUp = giveUp;
        this.keys = base == null ? null : new MacKeys(base);
    }

    /** What messages are signed with now; null if they are not. */
    @Nullable
    MacKeys keys() {
        return keys;
    }

    /** Gets the first key of the connection, if the bank gives any. */
    void begin(Runnable ready) {
        KeyExchange exchange = wire.settings().options().exchange();
        if (exchange == null || keys == null) {
            ready.run();
        } else {
            ask(exchange, keys, ready);
        }
    }

    /** The connection is lost: so are its keys. */
    void end() {
        session++;
        Future<?> running = timer;
        timer = null;
        if (running != null) {
            running.cancel(false);
        }
        if (keys != null) {
            keys.restart();
        }
    }

    private void ask(KeyExchange exchange, MacKeys changed, Runnable ready) {
        int asked = session;
        bank.ask(IsoMessages.KEY_EXCHANGE, answer -> {
            if (!loop.inEventLoop()) {
                // Over another connection: its key is nobody's business here.
                loop.execute(() -> fail(asked));
            } else if (asked == session) {
                MacKey next = answer == null ? null : open(answer, exchange, changed);
                if (next == null) {
                    fail(asked);
                    return;
                }
                take(next, exchange, changed);
                ready.run();
            }
        });
    }

    /** The bank may sign with a key by now that we do not have: nothing that comes on this connection could be read. */
    private void fail(int asked) {
        if (asked == session) {
            giveUp.accept("key_exchange_failed");
        }
    }

    private void take(MacKey next, KeyExchange exchange, MacKeys changed) {
        changed.change(next, TimeUnit.MILLISECONDS.toNanos(exchange.overlapMs()));
        LOG.info("{} has a new MAC key, check value {}", wire.id(), Texts.hex(next.checkValue()));
        var unused = loop.schedule(changed::dropOld, exchange.overlapMs() + 1L, TimeUnit.MILLISECONDS);
        timer = loop.schedule(() -> ask(exchange, changed, () -> {}), exchange.intervalMs(), TimeUnit.MILLISECONDS);
    }

    private @Nullable MacKey open(IsoFields answer, KeyExchange exchange, MacKeys changed) {
        String data = answer.get(exchange.field());
        Map<String, String> tags = data == null ? null : PrivateData.parse(data);
        if (!"00".equals(answer.get(39)) || tags == null) {
            return null;
        }
        try {
            return exchange.box()
                    .open(
                            changed.algorithm(),
                            tags.getOrDefault(PrivateData.WRAPPED_KEY, ""),
                            tags.getOrDefault(PrivateData.CHECK_VALUE, ""));
        } catch (RuntimeException e) {
            // The ciphers refuse in ways of their own, and some of their messages may quote what they were given.
            LOG.warn(
                    "{} the bank's MAC key is not taken: {}",
                    wire.id(),
                    e.getClass().getSimpleName());
            return null;
        }
    }
}
