package io.everswitch.channel.httpjson;

import io.everswitch.channel.support.Bulkhead;
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
import io.everswitch.domain.port.WireIds;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One channel of this family. Thread-safe, does not block; stages complete on the HTTP client's threads. */
final class HttpJsonChannel implements ManagedChannel {
    private static final Logger LOG = LoggerFactory.getLogger(HttpJsonChannel.class);
    private static final int SERVICE_SHARE = 4;
    private static final int SERVICE_MIN = 4;

    private final HttpJsonSettings settings;
    private final BankHttp http;
    private final HttpJsonChannelFactory.Surroundings around;
    private final ChannelMetrics metrics;
    private final Bulkhead attempts;
    /** Queries, reversals and refunds: a bank full of attempts can still be asked. */
    private final Bulkhead service;

    private final HealthProbe health;
    private final Drain drain = new Drain();

    HttpJsonChannel(HttpJsonSettings settings, BankHttp http, HttpJsonChannelFactory.Surroundings around) {
        this.settings = settings;
        this.http = http;
        this.around = around;
        this.metrics = around.metrics();
        this.attempts = new Bulkhead(settings.inFlightMax());
        this.service = new Bulkhead(Math.max(SERVICE_MIN, settings.inFlightMax() / SERVICE_SHARE));
        this.health = new HealthProbe(settings.profile().id(), () -> http.get("/health"), around.timer(), metrics);
    }

    @Override
    public ChannelProfile profile() {
        return settings.profile();
    }

    @Override
    public void start() {
        health.start();
    }

    @Override
    public CompletionStage<Void> close() {
        health.close();
        return drain.close();
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
        BooleanSupplier inTime = () -> !around.clock().instant().isAfter(request.sendBy());
        if (!inTime.getAsBoolean()) {
            return done(AttemptAnswer.notSent("send_by", "its time to be sent is over"));
        }
        return exchange(
                attempts,
                () -> http.post(
                        "/charges", HttpJsonBodies.charge(request, settings.callbackUrl(), around.vault()), inTime),
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
        return exchange(
                service,
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
        return exchange(
                        service,
                        () -> http.post(
                                "/charges/" + reference + "/reversal", HttpJsonBodies.reversal(request), () -> true),
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
        return exchange(
                        service,
                        () -> http.post("/refunds", HttpJsonBodies.refund(request), () -> true),
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
        int inFlight = attempts.inFlight() + service.inFlight();
        if (!health.isRunning()) {
            return new ChannelStatus(false, inFlight, "not running");
        }
        if (!health.isUp()) {
            return new ChannelStatus(false, inFlight, "bank cannot be reached");
        }
        return attempts.isFull()
                ? new ChannelStatus(false, inFlight, "bulkhead full")
                : new ChannelStatus(true, inFlight, "");
    }

    /** One exchange inside a bulkhead. Whatever goes wrong before it begins is a reply that says "not written". */
    private <T> CompletionStage<T> exchange(
            Bulkhead bulkhead, Supplier<CompletableFuture<Reply>> begin, Function<Reply, T> meaning) {
        if (!health.isRunning() || !drain.enter()) {
            return done(meaning.apply(Reply.failed(false, "not_connected")));
        }
        if (!bulkhead.tryAcquire()) {
            drain.leave();
            return done(meaning.apply(Reply.failed(false, "bulkhead_full")));
        }
        CompletableFuture<Reply> reply;
        try {
            reply = begin.get();
        } catch (RuntimeException e) {
            // The vault could not open the means, or the request could not be built. No message: it could quote a
            // secret.
            LOG.error(
                    "channel {}: request not sent: {}",
                    settings.profile().id(),
                    e.getClass().getName());
            reply = CompletableFuture.completedFuture(Reply.failed(false, "not_built"));
        }
        return reply.thenApply(result -> {
            bulkhead.release();
            drain.leave();
            note(result);
            return meaning.apply(result);
        });
    }

    private void note(Reply result) {
        if (result.isAnswer()) {
            health.reached();
        } else if (!result.written() && isUnreachable(result.problem())) {
            health.unreachable(result.problem());
        }
    }

    private static boolean isUnreachable(String problem) {
        return problem.equals("not_connected") || problem.equals("connect_timeout");
    }

    private static <T> CompletionStage<T> done(T answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
