package io.everswitch.channel.iso8583;

import io.everswitch.channel.iso8583.IsoCodec.Decoded;
import io.everswitch.channel.iso8583.PaymentExchange.Meaning;
import io.everswitch.channel.iso8583.PaymentExchange.Outgoing;
import io.everswitch.channel.support.Bulkhead;
import io.everswitch.channel.support.ChannelBounds;
import io.everswitch.channel.support.CodeMap;
import io.everswitch.channel.support.ManagedChannel;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.BankAnswers;
import io.everswitch.domain.port.ChannelProfile;
import io.everswitch.domain.port.ChannelStatus;
import io.everswitch.domain.port.QueryAnswer;
import io.everswitch.domain.port.QueryRequest;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.RefundRequest;
import io.everswitch.domain.port.ReversalAnswer;
import io.everswitch.domain.port.ReversalRequest;
import io.everswitch.domain.port.WireIds;
import io.netty.channel.EventLoopGroup;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ObjLongConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bank behind ISO 8583: refuses what must not or cannot be sent, and gives the rest to one of its connections.
 * Thread-safe; the work is done on the connections' event loops, where also the stages complete.
 */
final class Iso8583Channel implements ManagedChannel {
    private static final Logger LOG = LoggerFactory.getLogger(Iso8583Channel.class);
    private static final Pattern STAN = Pattern.compile("[0-9]{6}");
    private static final int PURCHASE_ANSWER = IsoMessages.answerOf(IsoMessages.PURCHASE);

    private final Wire wire;
    private final BankAnswers answers;
    private final Hosts hosts;
    private final Drain drain;
    private final Bulkhead attempts;
    private final Bulkhead obligations;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile ChannelProfile profile;
    private volatile boolean closed;

    Iso8583Channel(Wire wire, BankAnswers answers, EventLoopGroup loops) {
        int inFlightMax = wire.settings().inFlightMax();
        this.wire = wire;
        this.profile = wire.settings().profile();
        this.answers = answers;
        this.hosts = new Hosts(wire, loops);
        this.drain = new Drain(wire, hosts.connections(), loops.next());
        this.attempts = new Bulkhead(inFlightMax);
        this.obligations = new Bulkhead(Bulkhead.obligationsMax(inFlightMax));
    }

    @Override
    public ChannelProfile profile() {
        return profile;
    }

    @Override
    public void become(ChannelProfile next, ChannelBounds bounds, Map<String, AttemptAnswer.Kind> overrides) {
        wire.settings().codeMap().become(CodeMap.iso8583().with(overrides));
        wire.timeouts().become(bounds.connectTimeoutMs(), next.responseTimeout());
        attempts.become(bounds.inFlightMax());
        obligations.become(Bulkhead.obligationsMax(bounds.inFlightMax()));
        profile = next;
    }

    @Override
    public void start() {
        if (started.compareAndSet(false, true) && !closed) {
            hosts.connections().forEach(IsoConnection::start);
        }
    }

    @Override
    public CompletionStage<Void> close() {
        closed = true;
        return drain.begin();
    }

    @Override
    public WireIds allocate(String reference, Instant now) {
        return new WireIds(reference, wire.stans().allocate(), Rrn.of(reference), IsoMessages.transmission(now));
    }

    @Override
    public CompletionStage<AttemptAnswer> send(AttemptRequest request) {
        WireIds ids = request.ids();
        Money asked = request.amount();
        IsoConnection connection = hosts.next(null);
        String refusal = refusal(ids, connection);
        if (request.shadow() && wire.settings().realBank()) {
            refusal = "shadow";
        } else if (refusal.isEmpty() && wire.clock().instant().isAfter(request.sendBy())) {
            refusal = "send_by";
        }
        if (refusal.isEmpty() && sent(ids) != null) {
            return refused(AttemptAnswer.unknown("already_sent", "the same attempt was sent before"), this::count);
        }
        if (refusal.isEmpty() && !attempts.tryAcquire()) {
            refusal = "bulkhead_full";
        }
        if (!refusal.isEmpty() || connection == null) {
            return refused(AttemptAnswer.notSent(refusal, "refused before the first byte"), this::count);
        }
        return submit(
                connection,
                new PaymentExchange<>(
                        new Outgoing(
                                IsoMessages.PURCHASE,
                                ids,
                                request.sendBy(),
                                () -> wire.messages().purchase(request)),
                        wire.settings().identity().terminal(),
                        attempts,
                        new Meaning<>(
                                answer -> read(answer, asked),
                                AttemptAnswer::notSent,
                                AttemptAnswer::unknown,
                                late -> late(ids, late),
                                this::count)));
    }

    @Override
    public CompletionStage<QueryAnswer> query(QueryRequest request) {
        return CompletableFuture.completedStage(QueryAnswer.noAnswer("no_query"));
    }

    @Override
    public CompletionStage<ReversalAnswer> reverse(ReversalRequest request) {
        WireIds ids = request.ids();
        Money asked = request.amount();
        IsoConnection connection = hosts.next(carrierOf(ids));
        String refusal = obligationRefusal(ids, connection);
        if (!refusal.isEmpty() || connection == null) {
            return refused(ReversalAnswer.noAnswer(refusal), this::count);
        }
        return submit(
                connection,
                new PaymentExchange<>(
                        new Outgoing(
                                IsoMessages.reversalMti(request.tries()),
                                ids,
                                Instant.MAX,
                                () -> wire.messages().reversal(request)),
                        wire.settings().identity().terminal(),
                        obligations,
                        new Meaning<>(
                                answer -> IsoMapping.reversal(answer, asked),
                                (code, detail) -> ReversalAnswer.noAnswer(code),
                                (code, detail) -> ReversalAnswer.noAnswer(code),
                                late -> LOG.debug("{} late reversal answer {}", wire.id(), late.rawCode()),
                                this::count)));
    }

    @Override
    public CompletionStage<RefundAnswer> refund(RefundRequest request) {
        WireIds ids = request.ids();
        Money asked = request.amount();
        IsoConnection connection = hosts.next(null);
        String refusal = obligationRefusal(ids, connection);
        if (!refusal.isEmpty() || connection == null) {
            return refused(RefundAnswer.noAnswer(refusal), this::count);
        }
        return submit(
                connection,
                new PaymentExchange<>(
                        new Outgoing(
                                IsoMessages.refundMti(request.tries()),
                                ids,
                                Instant.MAX,
                                () -> wire.messages().refund(request)),
                        wire.settings().identity().terminal(),
                        obligations,
                        new Meaning<>(
                                answer -> IsoMapping.refund(answer, asked),
                                (code, detail) -> RefundAnswer.noAnswer(code),
                                (code, detail) -> RefundAnswer.noAnswer(code),
                                late -> late(ids, late),
                                this::count)));
    }

    @Override
    public ChannelStatus status() {
        int inFlight = attempts.inFlight() + obligations.inFlight();
        String reason = "";
        if (closed) {
            reason = "closed";
        } else if (hosts.connections().stream().noneMatch(IsoConnection::isUp)) {
            reason = hosts.connections().get(0).reason();
        } else if (attempts.isFull()) {
            reason = "bulkhead_full";
        }
        return new ChannelStatus(reason.isEmpty(), inFlight, reason);
    }

    private AttemptAnswer read(Decoded answer, Money asked) {
        CodeMap codes = wire.settings().codeMap();
        String code = answer.fields().text(39);
        if (answer.whole() && !code.isEmpty() && !codes.holds(code)) {
            wire.metrics().unmappedCode(wire.id(), code);
        }
        return IsoMapping.attempt(answer, asked, codes);
    }

    private static <A> CompletionStage<A> submit(IsoConnection connection, PaymentExchange<A> exchange) {
        connection.submit(exchange);
        return exchange.stage();
    }

    /**
     * A reversal goes the way of its attempt while that way stands: overtaken on another connection, the bank would say that
     * it knows no such attempt, and then get it.
     */
    private @Nullable IsoConnection carrierOf(WireIds ids) {
        Exchange attempt = STAN.matcher(ids.stan()).matches() ? sent(ids) : null;
        return attempt == null ? null : attempt.carrier();
    }

    private @Nullable Exchange sent(WireIds ids) {
        Exchange known = wire.inFlight().known(Exchange.key(PURCHASE_ANSWER, Integer.parseInt(ids.stan())));
        return known != null && known.reference().equals(ids.reference()) ? known : null;
    }

    private String refusal(WireIds ids, @Nullable IsoConnection connection) {
        if (closed) {
            return "closed";
        }
        if (!STAN.matcher(ids.stan()).matches()) {
            return "unencodable";
        }
        return connection == null ? "not_connected" : "";
    }

    private String obligationRefusal(WireIds ids, @Nullable IsoConnection connection) {
        String refusal = refusal(ids, connection);
        return refusal.isEmpty() && !obligations.tryAcquire() ? "bulkhead_full" : refusal;
    }

    private void late(WireIds ids, AttemptAnswer answer) {
        answers.attemptAnswered(wire.id(), ids.reference(), answer)
                .thenAccept(kept -> warnIfNotKept(kept, ids.reference()));
    }

    private void late(WireIds ids, RefundAnswer answer) {
        if (answer.kind() != RefundAnswer.Kind.NO_ANSWER) {
            answers.refundAnswered(wire.id(), ids.reference(), answer)
                    .thenAccept(kept -> warnIfNotKept(kept, ids.reference()));
        }
    }

    private void warnIfNotKept(boolean kept, String reference) {
        if (!kept) {
            // The bank will not say it again; the reversal or the repeat that is owed will find out.
            LOG.warn("{} late answer to {} could not be kept", wire.id(), reference);
        }
    }

    private static <A> CompletionStage<A> refused(A answer, ObjLongConsumer<A> count) {
        count.accept(answer, 0);
        return CompletableFuture.completedStage(answer);
    }

    private void count(AttemptAnswer answer, long nanos) {
        wire.metrics().attemptAnswered(wire.id(), answer.kind(), answer.rawCode(), nanos);
    }

    private void count(ReversalAnswer answer, long nanos) {
        wire.metrics().reversalAnswered(wire.id(), answer.kind(), answer.rawCode(), nanos);
    }

    private void count(RefundAnswer answer, long nanos) {
        wire.metrics().refundAnswered(wire.id(), answer.kind(), answer.rawCode(), nanos);
    }
}
