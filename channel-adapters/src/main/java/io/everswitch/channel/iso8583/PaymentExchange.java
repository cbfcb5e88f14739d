package io.everswitch.channel.iso8583;

import io.everswitch.channel.iso8583.IsoCodec.Decoded;
import io.everswitch.channel.support.Bulkhead;
import io.everswitch.domain.port.WireIds;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A purchase, a reversal or a refund. What they differ in is in {@link Outgoing} and {@link Meaning}. Its place in the
 * bulkhead is held before it is made, and given back when it completes.
 *
 * @param <A> the port's answer
 */
final class PaymentExchange<A> extends Exchange {
    /**
     * What the events of an exchange mean.
     *
     * @param read an answer from the bank
     * @param notWritten surely no byte has left: raw code and detail
     * @param lost some byte may have left: raw code and detail
     * @param late where an answer after completion goes
     * @param completed told the answer and how many nanoseconds it took
     */
    record Meaning<A>(
            Function<Decoded, A> read,
            BiFunction<String, String, A> notWritten,
            BiFunction<String, String, A> lost,
            Consumer<A> late,
            ObjLongConsumer<A> completed) {}

    /**
     * What goes out.
     *
     * @param sendBy no byte may leave after this time
     * @param message builds the request
     */
    record Outgoing(int mti, WireIds ids, Instant sendBy, Supplier<IsoFields> message) {}

    private final WireIds ids;
    private final String terminal;
    private final Instant sendBy;
    private final Bulkhead bulkhead;
    private final Meaning<A> meaning;
    private @Nullable Supplier<IsoFields> message;
    private final long startNanos = System.nanoTime();
    private final CompletableFuture<A> promise = new CompletableFuture<>();

    PaymentExchange(Outgoing outgoing, String terminal, Bulkhead bulkhead, Meaning<A> meaning) {
        super(outgoing.mti(), outgoing.ids().stan(), outgoing.ids().reference());
        this.ids = outgoing.ids();
        this.sendBy = outgoing.sendBy();
        this.message = outgoing.message();
        this.terminal = terminal;
        this.bulkhead = bulkhead;
        this.meaning = meaning;
    }

    CompletionStage<A> stage() {
        return promise.minimalCompletionStage();
    }

    @Override
    Instant sendBy() {
        return sendBy;
    }

    @Override
    IsoFields message() {
        Supplier<IsoFields> once = message;
        // Let go of here: the request holds the sealed CVC, and this object is kept for late answers.
        message = null;
        if (once == null) {
            throw new IllegalStateException("a request is written once");
        }
        return once.get();
    }

    /**
     * Terminal, RRN and reference must be ours where the answer has them. A whole answer must have the terminal; a damaged
     * one may have lost it, and then only says that the answer to this STAN is garbage.
     */
    @Override
    boolean owns(Decoded answer) {
        IsoFields fields = answer.fields();
        boolean ours = fields.has(41) ? fields.text(41).equals(terminal) : !answer.whole();
        ours &= !fields.has(37) || fields.text(37).equals(ids.rrn().stripTrailing());
        String privateData = fields.get(48);
        Map<String, String> tags = privateData == null ? null : PrivateData.parse(privateData);
        String named = tags == null ? null : tags.get(PrivateData.REFERENCE);
        return ours && (named == null || named.equals(reference()));
    }

    @Override
    void notWritten(String rawCode, String detail) {
        complete(meaning.notWritten().apply(rawCode, detail));
    }

    @Override
    void lost(String rawCode, String detail) {
        complete(meaning.lost().apply(rawCode, detail));
    }

    @Override
    void answered(Decoded answer) {
        complete(meaning.read().apply(answer));
    }

    @Override
    void answeredLate(Decoded answer) {
        meaning.late().accept(meaning.read().apply(answer));
    }

    private void complete(A answer) {
        bulkhead.release();
        meaning.completed().accept(answer, System.nanoTime() - startNanos);
        promise.complete(answer);
    }
}
