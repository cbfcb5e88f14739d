package io.everswitch.channel.iso8583;

import io.everswitch.channel.iso8583.IsoCodec.Decoded;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.domain.id.ChannelId;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one channel that wait for an answer, and the way of an answer to its request: over any connection of the
 * channel, by type, STAN and terminal. Removing a request from here is the right to complete it, so it completes once.
 * Thread-safe.
 */
final class InFlight {
    private final ChannelId channel;
    private final ChannelMetrics metrics;
    private final LateAnswers unanswered;
    private final LateAnswers repeats;
    private final ConcurrentHashMap<Integer, Exchange> waiting = new ConcurrentHashMap<>();

    /**
     * @param unanswered where requests go that were completed without an answer
     * @param repeats where requests go that were answered: the bank may answer twice
     */
    InFlight(ChannelId channel, ChannelMetrics metrics, LateAnswers unanswered, LateAnswers repeats) {
        this.channel = channel;
        this.metrics = metrics;
        this.unanswered = unanswered;
        this.repeats = repeats;
    }

    /** Puts it in; else returns the one that holds its place. */
    @Nullable
    Exchange add(Exchange exchange) {
        return waiting.putIfAbsent(exchange.key(), exchange);
    }

    /** Takes it out again, when its bytes surely did not leave. */
    boolean remove(Exchange exchange) {
        return waiting.remove(exchange.key(), exchange);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Ends a request without an answer, unless it was completed meanwhile. */
    void lose(Exchange exchange, String rawCode, String detail) {
        if (remove(exchange)) {
            exchange.stopTimeout();
            unanswered.remember(this, exchange);
            exchange.lost(rawCode, detail);
        }
    }

    /** Ends all that a connection carries. */
    void loseAll(IsoConnection connection, String rawCode, String detail) {
        for (Exchange exchange : waiting.values()) {
            if (exchange.carrier() == connection) {
                lose(exchange, rawCode, detail);
            }
        }
    }

    void forgetAll() {
        unanswered.forget(this);
        repeats.forget(this);
    }

    /** Whether an answer with this STAN may still come: then no other request may use it. */
    boolean uses(String stan) {
        int number = Integer.parseInt(stan);
        return known(Exchange.key(210, number)) != null
                || known(Exchange.key(230, number)) != null
                || known(Exchange.key(410, number)) != null
                || known(Exchange.key(430, number)) != null
                || waiting.containsKey(Exchange.key(810, number));
    }

    /** The request, waiting or completed lately. */
    @Nullable
    Exchange known(int key) {
        Exchange exchange = waiting.get(key);
        exchange = exchange == null ? unanswered.find(this, key) : exchange;
        return exchange == null ? repeats.find(this, key) : exchange;
    }

    void receive(Decoded answer) {
        String stan = answer.fields().get(11);
        if (stan == null) {
            metrics.protocolError(channel, what(answer));
            metrics.unmatchedAnswer(channel);
            return;
        }
        int key = Exchange.key(answer.fields().mti(), Integer.parseInt(stan));
        Exchange exchange = known(key);
        if (exchange == null || !exchange.owns(answer)) {
            if (answer.isForged()) {
                metrics.protocolError(channel, what(answer));
            }
            metrics.unmatchedAnswer(channel);
            return;
        }
        if (!answer.whole()) {
            metrics.protocolError(channel, what(answer));
        }
        if (remove(exchange)) {
            exchange.stopTimeout();
            (answer.whole() ? repeats : unanswered).remember(this, exchange);
            exchange.answered(answer);
        } else if (answer.whole()) {
            metrics.lateAnswer(channel);
            exchange.answeredLate(answer);
        }
    }

    private static String what(Decoded answer) {
        return answer.isForged() ? "mac" : "message";
    }
}
