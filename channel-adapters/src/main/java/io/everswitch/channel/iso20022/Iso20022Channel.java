package io.everswitch.channel.iso20022;

import io.everswitch.channel.http.BankHttp;
import io.everswitch.channel.http.HttpEngine;
import io.everswitch.channel.http.HttpGate;
import io.everswitch.channel.http.Reply;
import io.everswitch.channel.support.ChannelBounds;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.channel.support.ManagedChannel;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.ChannelProfile;
import io.everswitch.domain.port.ChannelStatus;
import io.everswitch.domain.port.QueryAnswer;
import io.everswitch.domain.port.QueryRequest;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.RefundRequest;
import io.everswitch.domain.port.ReversalAnswer;
import io.everswitch.domain.port.ReversalRequest;
import io.everswitch.domain.port.Vault;
import io.everswitch.domain.port.WireIds;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** One channel of this family. Thread-safe, does not block; stages complete on the HTTP client's threads. */
final class Iso20022Channel implements ManagedChannel {
    private static final String MESSAGES = "/messages";

    private final Iso20022Settings settings;
    private final Messages messages;
    private final BankHttp http;
    private final HttpGate gate;
    private final Vault vault;
    private final Clock clock;
    private final ChannelMetrics metrics;
    private volatile ChannelProfile profile;

    Iso20022Channel(Iso20022Settings settings, HttpEngine engine, Vault vault, ChannelMetrics metrics) {
        this.settings = settings;
        this.profile = settings.profile();
        this.messages = new Messages(settings.parties());
        this.http = engine.to(settings.peer());
        this.gate = new HttpGate(
                settings.profile().id(), settings.inFlightMax(), () -> http.get("/health"), engine.timer(), metrics);
        this.vault = vault;
        this.clock = engine.clock();
        this.metrics = metrics;
    }

    @Override
    public ChannelProfile profile() {
        return profile;
    }

    @Override
    public void become(ChannelProfile next, ChannelBounds bounds, Map<String, AttemptAnswer.Kind> overrides) {
        settings.codes().become(Iso20022Settings.codes(overrides));
        http.become(bounds.connectTimeoutMs(), next.responseTimeout());
        gate.become(bounds.inFlightMax());
        profile = next;
    }

    @Override
    public void start() {
        gate.start();
    }

    @Override
    public CompletionStage<Void> close() {
        return gate.close();
    }

    /** All ids of this protocol follow from the reference: {@link TransactionIds}. */
    @Override
    public WireIds allocate(String reference, Instant now) {
        return new WireIds(reference, "", "", "");
    }

    @Override
    public CompletionStage<AttemptAnswer> send(AttemptRequest request) {
        long start = System.nanoTime();
        return attempt(request).thenApply(answer -> {
            metrics.attemptAnswered(
                    settings.profile().id(), answer.kind(), answer.rawCode(), System.nanoTime() - start);
            return answer;
        });
    }

    private CompletionStage<AttemptAnswer> attempt(AttemptRequest request) {
        if (request.shadow() && settings.realBank()) {
            return done(AttemptAnswer.notSent("shadow", "load-test traffic never reaches a real bank"));
        }
        BooleanSupplier inTime = () -> !clock.instant().isAfter(request.sendBy());
        if (!inTime.getAsBoolean()) {
            return done(AttemptAnswer.notSent("send_by", "its time to be sent is over"));
        }
        return gate.attempt(
                () -> http.post(
                        MESSAGES,
                        messages.creditTransfer(request, vault, clock.instant()),
                        Map.of("X-Callback-Url", settings.callbackUrl()),
                        inTime),
                reply -> answerTo(request, reply));
    }

    private AttemptAnswer answerTo(AttemptRequest request, Reply reply) {
        if (!reply.isAnswer()) {
            return reply.written()
                    ? AttemptAnswer.unknown(reply.problem(), "no answer after it was sent")
                    : AttemptAnswer.notSent(reply.problem(), "surely not sent");
        }
        AttemptAnswer answer = Iso20022Mapping.attempt(
                reply.httpStatus(),
                Incoming.read(reply.body()),
                SentTransaction.attempt(request.ids().reference(), request.amount()),
                settings.codes());
        if (Iso20022Mapping.isUnmapped(answer)) {
            metrics.unmappedCode(settings.profile().id(), answer.rawCode());
        }
        return answer;
    }

    @Override
    public CompletionStage<QueryAnswer> query(QueryRequest request) {
        SentTransaction sent = SentTransaction.attempt(request.ids().reference(), request.amount());
        return gate.service(
                () -> http.ask(MESSAGES, messages.statusRequest(request, clock.instant())),
                reply -> reply.isAnswer()
                        ? Iso20022Mapping.query(reply.httpStatus(), Incoming.read(reply.body()), sent, settings.codes())
                        : QueryAnswer.noAnswer(reply.problem()));
    }

    @Override
    public CompletionStage<ReversalAnswer> reverse(ReversalRequest request) {
        long start = System.nanoTime();
        SentTransaction sent = SentTransaction.attempt(request.ids().reference(), request.amount());
        return gate.service(
                        () -> http.ask(MESSAGES, messages.cancellation(request, clock.instant())),
                        reply -> reply.isAnswer()
                                ? Iso20022Mapping.reversal(reply.httpStatus(), Incoming.read(reply.body()), sent)
                                : ReversalAnswer.noAnswer(reply.problem()))
                .thenApply(answer -> {
                    metrics.reversalAnswered(
                            settings.profile().id(), answer.kind(), answer.rawCode(), System.nanoTime() - start);
                    return answer;
                });
    }

    @Override
    public CompletionStage<RefundAnswer> refund(RefundRequest request) {
        long start = System.nanoTime();
        SentTransaction sent = SentTransaction.refund(
                request.ids().reference(), request.original().reference(), request.amount());
        return gate.service(
                        () -> http.ask(MESSAGES, messages.paymentReturn(request, clock.instant())),
                        reply -> reply.isAnswer()
                                ? Iso20022Mapping.refund(
                                        reply.httpStatus(), Incoming.read(reply.body()), sent, settings.codes())
                                : RefundAnswer.noAnswer(reply.problem()))
                .thenApply(answer -> {
                    metrics.refundAnswered(
                            settings.profile().id(), answer.kind(), answer.rawCode(), System.nanoTime() - start);
                    return answer;
                });
    }

    @Override
    public ChannelStatus status() {
        return gate.status();
    }

    private static <T> CompletionStage<T> done(T answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
