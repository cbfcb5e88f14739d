package io.everswitch.channel.iso8583;

import io.everswitch.channel.iso8583.IsoCodec.Decoded;
import io.netty.util.concurrent.Future;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request and what becomes of it. Whoever takes it out of {@link InFlight} calls exactly one of {@link #answered} and
 * {@link #lost}; who could not put it in calls {@link #notWritten}. All on event-loop threads.
 */
abstract class Exchange {
    private final int requestMti;
    private final String stan;
    private final String reference;
    private volatile @Nullable IsoConnection carrier;
    private volatile @Nullable Future<?> timeout;

    Exchange(int requestMti, String stan, String reference) {
        this.requestMti = requestMti;
        this.stan = stan;
        this.reference = reference;
    }

    /** What answers are matched by: the type of the answer and the STAN in one number. */
    final int key() {
        return key(IsoMessages.answerOf(requestMti), Integer.parseInt(stan));
    }

    static int key(int answerMti, int stan) {
        return answerMti * 1_000_000 + stan;
    }

    final String stan() {
        return stan;
    }

    final String reference() {
        return reference;
    }

    final @Nullable IsoConnection carrier() {
        return carrier;
    }

    final void carriedBy(IsoConnection connection, Future<?> timeoutTask) {
        carrier = connection;
        timeout = timeoutTask;
    }

    final void stopTimeout() {
        Future<?> task = timeout;
        if (task != null) {
            task.cancel(false);
        }
    }

    /** No byte may leave after this time. */
    Instant sendBy() {
        return Instant.MAX;
    }

    /** Builds the message: the vault is opened here. @throws RuntimeException if it cannot be built */
    abstract IsoFields message();

    /** Whether an answer with our key is really meant for us. */
    abstract boolean owns(Decoded answer);

    /** Surely no byte has left. */
    abstract void notWritten(String rawCode, String detail);

    /** Some byte may have left, and there is no answer. */
    abstract void lost(String rawCode, String detail);

    abstract void answered(Decoded answer);

    /** An answer after the request had been completed. */
    abstract void answeredLate(Decoded answer);
}
