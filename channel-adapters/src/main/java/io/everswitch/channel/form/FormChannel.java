package io.everswitch.channel.form;

import io.everswitch.channel.form.FormAnswer.Heard;
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
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** One channel of this family. Thread-safe, does not block; stages complete on the HTTP client's threads. */
final class FormChannel implements ManagedChannel {
    private static final String TRANSACTIONS = "/backTrans";
    private static final String QUERIES = "/queryTrans";
    /** Local time of the banks that speak this, wherever the switch runs. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.ofHours(8));

    private final FormSettings settings;
    private final BankHttp http;
    private final HttpGate gate;
    private final Vault vault;
    private final Clock clock;
    private final ChannelMetrics metrics;
    private volatile ChannelProfile profile;

    FormChannel(FormSettings settings, HttpEngine engine, Vault vault, ChannelMetrics metrics) {
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
        settings.codes().become(FormCodes.codes(overrides));
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

    /** An order is known by its id and its time, so the time is journaled with the id (M4). */
    @Override
    public WireIds allocate(String reference, Instant now) {
        return new WireIds(reference, "", "", TIME.format(now));
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
        FormSent sent = sent(FormSent.Type.CONSUME, request.ids());
        return gate.attempt(
                () -> http.post(
                        TRANSACTIONS,
                        settings.seal().sealed(FormRequests.consume(sent, request, settings.callbackUrl(), vault)),
                        inTime),
                reply -> answerTo(request, sent, reply));
    }

    private AttemptAnswer answerTo(AttemptRequest request, FormSent sent, Reply reply) {
        if (!reply.isAnswer()) {
            return reply.written()
                    ? AttemptAnswer.unknown(reply.problem(), "no answer after it was sent")
                    : AttemptAnswer.notSent(reply.problem(), "surely not sent");
        }
        AttemptAnswer answer = FormMapping.attempt(heard(reply, sent), request.amount(), settings.codes());
        if (FormMapping.isUnmapped(answer)) {
            metrics.unmappedCode(settings.profile().id(), answer.rawCode());
        }
        return answer;
    }

    @Override
    public CompletionStage<QueryAnswer> query(QueryRequest request) {
        FormSent sent = sent(FormSent.Type.QUERY, request.ids());
        return service(
                QUERIES, sent, sent::fields, heard -> FormMapping.query(heard, request.amount(), settings.codes()));
    }

    @Override
    public CompletionStage<ReversalAnswer> reverse(ReversalRequest request) {
        long start = System.nanoTime();
        FormSent sent = sent(FormSent.Type.REVERSAL, request.ids());
        return service(TRANSACTIONS, sent, () -> FormRequests.reversal(sent, request), FormMapping::reversal)
                .thenApply(answer -> {
                    metrics.reversalAnswered(
                            settings.profile().id(), answer.kind(), answer.rawCode(), System.nanoTime() - start);
                    return answer;
                });
    }

    @Override
    public CompletionStage<RefundAnswer> refund(RefundRequest request) {
        long start = System.nanoTime();
        FormSent sent = sent(FormSent.Type.REFUND, request.ids());
        return service(
                        TRANSACTIONS,
                        sent,
                        () -> FormRequests.refund(sent, request),
                        heard -> FormMapping.refund(heard, request.amount()))
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

    /** What is asked about an order: it may be sent at any time, and again. */
    private <T> CompletionStage<T> service(
            String path, FormSent sent, Supplier<FormFields> message, Function<Heard, T> meaning) {
        return gate.service(
                () -> http.ask(path, settings.seal().sealed(message.get())),
                reply -> meaning.apply(reply.isAnswer() ? heard(reply, sent) : Heard.nothing(reply.problem())));
    }

    private Heard heard(Reply reply, FormSent sent) {
        Heard heard = FormAnswer.hear(reply.httpStatus(), reply.body(), sent, settings.seal());
        if (heard.answer() == null) {
            metrics.protocolError(settings.profile().id(), heard.problem());
        }
        return heard;
    }

    private FormSent sent(FormSent.Type type, WireIds ids) {
        return FormSent.of(settings.merchant(), type, ids);
    }

    private static <T> CompletionStage<T> done(T answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
