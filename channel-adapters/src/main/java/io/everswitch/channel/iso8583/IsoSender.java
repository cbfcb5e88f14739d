package io.everswitch.channel.iso8583;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where bytes leave. On the event loop of its connection; so between the last check and the socket nothing
 * can come. Until {@code writeAndFlush} a request surely was not sent, from then on it may have been.
 */
final class IsoSender {
    private static final Logger LOG = LoggerFactory.getLogger(IsoSender.class);
    private static final int FRAME_BYTES_USUAL = 512;

    private final Wire wire;
    private final IsoConnection connection;
    private final EventLoop loop;

    IsoSender(Wire wire, IsoConnection connection, EventLoop loop) {
        this.wire = wire;
        this.connection = connection;
        this.loop = loop;
    }

    void write(Exchange exchange, @Nullable Channel channel) {
        ChannelOutboundBuffer waiting =
                channel == null ? null : channel.unsafe().outboundBuffer();
        if (channel == null || waiting == null || !channel.isActive()) {
            exchange.notWritten("not_connected", "connection is not up");
            return;
        }
        if (!waiting.isEmpty()) {
            // What queues behind a full socket would leave at a time that nobody has checked (M9).
            exchange.notWritten("backpressure", "the bank does not read");
            return;
        }
        ByteBuf frame = channel.alloc().ioBuffer(FRAME_BYTES_USUAL);
        String refusal = fill(frame, exchange);
        if (refusal.isEmpty() && wire.clock().instant().isAfter(exchange.sendBy())) {
            refusal = "send_by";
        }
        Exchange other = refusal.isEmpty() ? wire.inFlight().add(exchange) : null;
        if (other != null && other.reference().equals(exchange.reference())) {
            wipe(frame);
            exchange.lost("in_flight", "the same request waits for its answer already");
        } else if (other != null || !refusal.isEmpty()) {
            wipe(frame);
            String code = other != null ? "stan_in_use" : refusal;
            exchange.notWritten(code, "refused before the first byte");
        } else {
            flush(exchange, channel, frame);
        }
    }

    private void flush(Exchange exchange, Channel channel, ByteBuf frame) {
        long answerMs = answerMs(exchange.sendBy());
        exchange.carriedBy(
                connection,
                loop.schedule(
                        () -> wire.inFlight().lose(exchange, "timeout", "no answer in time"),
                        answerMs,
                        TimeUnit.MILLISECONDS));
        frame.retain();
        ChannelFuture written = channel.writeAndFlush(frame);
        written.addListener(future -> {
            wipe(frame);
            if (!future.isSuccess()) {
                connection.dropped(channel, "write_failed");
                wire.inFlight().lose(exchange, "connection_lost", "write_failed");
            }
        });
        if (!written.isDone()) {
            var unused = loop.schedule(
                    () -> {
                        if (!written.isDone()) {
                            connection.dropped(channel, "write_stuck");
                        }
                    },
                    stuckAfterMs(exchange.sendBy(), answerMs),
                    TimeUnit.MILLISECONDS);
        }
    }

    /** Only an attempt has a time to be sent by; what is owed has none. */
    private long answerMs(Instant sendBy) {
        return sendBy.equals(Instant.MAX)
                ? wire.timeouts().obligationMs()
                : wire.timeouts().attemptMs();
    }

    /** A socket that does not take all bytes until send-by must not take the rest later: it is reset then. */
    private long stuckAfterMs(Instant sendBy, long answerMs) {
        if (sendBy.equals(Instant.MAX)) {
            return answerMs;
        }
        long leftMs = Duration.between(wire.clock().instant(), sendBy).toMillis();
        return Math.max(1, Math.min(leftMs, answerMs));
    }

    /** Empty if the frame was filled, else why not. */
    private String fill(ByteBuf frame, Exchange exchange) {
        try {
            IsoFields message = exchange.message();
            wire.framing().write(message, frame, connection.macKeys());
            if (LOG.isTraceEnabled()) {
                LOG.trace("{} > {}", wire.id(), IsoDump.masked(message));
            }
            return "";
        } catch (RuntimeException e) {
            // The vault and the codec fail in ways of their own, and a failure is an answer here. Its message may quote
            // the
            // secret that could not be written, so only its kind is told.
            LOG.warn(
                    "{} cannot encode {}: {}",
                    wire.id(),
                    exchange.reference(),
                    e.getClass().getSimpleName());
            return "unencodable";
        }
    }

    private static void wipe(ByteBuf frame) {
        frame.setZero(0, frame.writerIndex());
        frame.release();
    }
}
