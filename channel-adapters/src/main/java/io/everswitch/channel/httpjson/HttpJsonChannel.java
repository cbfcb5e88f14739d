package io.everswitch.channel.httpjson;

import io.everswitch.channel.http.BankHttp;
import io.everswitch.channel.http.HttpEngine;
import io.everswitch.channel.http.HttpGate;
import io.everswitch.channel.http.Reply;
import io.everswitch.channel.support.ChannelBounds;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.channel.support.CodeMap;
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
final class HttpJsonChannel implements ManagedChannel {
    private final HttpJsonSettings settings;
    private final BankHttp http;
    private final HttpGate gate;
    private final Vault vault;
    private final Clock clock;
    private final ChannelMetrics metrics;
    private volatile ChannelProfile profile;

    HttpJsonChannel(HttpJsonSettings settings, HttpEngine engine, Vault vault, ChannelMetrics metrics) {
        this.settings = settings;
        this.profile = settings.profile();
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
        settings.codes().become(CodeMap.iso8583().with(overrides));
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

    /** The reference is all that this protocol needs. */
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
                () -> http.post("/charges", HttpJsonBodies.charge(request, settings.callbackUrl(), vault), inTime),
                reply -> answerTo(request, reply));
    }

    private AttemptAnswer answerTo(AttemptRequest request, Reply reply) {
        if (!reply.isAnswer()) {
            return reply.written()
                    ? AttemptAnswer.unknown(reply.problem(), "no answer after it was sent")
                    : AttemptAnswer.notSent(reply.problem(), "surely not sent");
        }
        AttemptAnswer answer = HttpJsonMapping.charge(
                reply.httpStatus(), reply.body(), request.ids().reference(), request.amount(), settings.codes());
        if (answer.kind() == AttemptAnswer.Kind.UNKNOWN && answer.detail().startsWith("code is not")) {
            metrics.unmappedCode(settings.profile().id(), answer.rawCode());
        }
        return answer;
    }

    @Override
    public CompletionStage<QueryAnswer> query(QueryRequest request) {
        String reference = request.ids().reference();
        return gate.service(
                () -> http.get("/charges/" + reference),
                reply -> reply.isAnswer()
                        ? HttpJsonMapping.query(
                                reply.httpStatus(), reply.body(), reference, request.amount(), settings.codes())
                        : QueryAnswer.noAnswer(reply.problem()));
    }

    @Override
    public CompletionStage<ReversalAnswer> reverse(ReversalRequest request) {
        long start = System.nanoTime();
        String reference = request.ids().reference();
        return gate.service(
                        () -> http.ask("/charges/" + reference + "/reversal", HttpJsonBodies.reversal(request)),
                        reply -> reply.isAnswer()
                                ? HttpJsonMapping.reversal(reply.httpStatus(), reply.body(), reference)
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
        String reference = request.ids().reference();
        return gate.service(
                        () -> http.ask("/refunds", HttpJsonBodies.refund(request)),
                        reply -> reply.isAnswer()
                                ? HttpJsonMapping.refund(reply.httpStatus(), reply.body(), reference, request.amount())
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
