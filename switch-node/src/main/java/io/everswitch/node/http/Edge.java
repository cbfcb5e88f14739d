package io.everswitch.node.http;

import io.everswitch.node.entity.PaymentsUnavailable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every port does with every request, whatever it asks for: bounds how many are in work and how long each may take,
 * turns every failure into a problem document, tells the observer. Thread-safe, never blocks.
 */
final class Edge {
    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);

    private final ActorSystem<?> system;
    private final Handler handler;
    private final HttpObserver observer;
    private final Duration requestTimeout;
    private final Slots slots;
    private final Supplier<String> refusal;

    /** Answers one request. May throw {@link Refused} or fail its stage with it. */
    @FunctionalInterface
    interface Handler {
        CompletionStage<HttpResponse> handle(Exchange exchange);
    }

    /** @param refusal why nothing is served now; empty if it is */
    Edge(
            ActorSystem<?> system,
            Handler handler,
            HttpObserver observer,
            HttpEdgesSettings settings,
            Supplier<String> refusal) {
        this.system = system;
        this.handler = handler;
        this.observer = observer;
        this.requestTimeout = settings.timeouts().request();
        this.slots = new Slots(settings.limits().requestsMax());
        this.refusal = refusal;
    }

    /** Requests in work. */
    int inWork() {
        return slots.taken();
    }

    CompletionStage<HttpResponse> handle(HttpRequest request) {
        Exchange exchange = Exchange.of(request);
        String why = refusal.get();
        if (!why.isEmpty()) {
            // The connection ends with it, so that the next try finds a node that serves.
            Problem elsewhere = Problem.retryable(503, "unavailable", "Nothing was done: " + why + ".");
            return CompletableFuture.completedFuture(
                    finish(exchange, Answers.closing(Answers.problem(exchange, elsewhere))));
        }
        if (!slots.enter()) {
            Problem busy = Problem.retryable(503, "overloaded", "Too many requests are in work.");
            return CompletableFuture.completedFuture(finish(exchange, Answers.problem(exchange, busy)));
        }
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        CompletionStage<HttpResponse> work;
        try {
            work = handler.handle(exchange);
        } catch (RuntimeException e) {
            work = CompletableFuture.failedFuture(e);
        }
        Cancellable deadline = work.toCompletableFuture().isDone() ? null : deadline(exchange, answer);
        work.whenComplete((response, failure) -> {
            if (deadline != null) {
                deadline.cancel();
            }
            answer.complete(failure == null ? response : failed(exchange, failure));
        });
        return answer.thenApply(response -> {
            slots.leave();
            return finish(exchange, response);
        });
    }

    private Cancellable deadline(Exchange exchange, CompletableFuture<HttpResponse> answer) {
        Duration after = requestTimeout.plusSeconds(Math.max(0, exchange.waitS()));
        return system.scheduler()
                .scheduleOnce(
                        after,
                        () -> answer.complete(failed(exchange, new TimeoutException("no answer in time"))),
                        system.executionContext());
    }

    private HttpResponse finish(Exchange exchange, HttpResponse response) {
        if (!exchange.isBodyRead() && !exchange.request().entity().isStrict()) {
            // What is still to come of the body must be taken off the connection; the parser's limit bounds it.
            exchange.request().discardEntityBytes(system);
        }
        int status = response.status().intValue();
        long nanos = System.nanoTime() - exchange.startedNanos();
        observer.requestDone(exchange.route(), methodName(exchange.method()), status, nanos);
        if (LOG.isDebugEnabled()) {
            // The template, not the path: a path may hold a cashier token.
            LOG.debug(
                    "{} {} {} {} in {} us",
                    exchange.requestId(),
                    methodName(exchange.method()),
                    exchange.route(),
                    status,
                    nanos / 1000);
        }
        return response;
    }

    private static HttpResponse failed(Exchange exchange, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof Refused refused) {
            HttpResponse response = Answers.problem(exchange, refused.problem());
            int status = refused.problem().status();
            return status == 408 || status == 413 ? Answers.closing(response) : response;
        }
        // Whoever only asks changes nothing, whatever happened.
        ChargeState possible = exchange.isGet() ? ChargeState.NONE : ChargeState.POSSIBLE;
        if (cause instanceof PaymentsUnavailable unavailable) {
            ChargeState state = unavailable.nothingDone() ? ChargeState.NONE : possible;
            return Answers.problem(exchange, Problem.unavailable().with(state));
        }
        if (cause instanceof TimeoutException) {
            return Answers.problem(exchange, Problem.unavailable().with(possible));
        }
        LOG.error("request {} to {} failed", exchange.requestId(), exchange.route(), wordless(cause));
        return Answers.problem(exchange, Problem.internal(possible));
    }

    /** What went wrong and where, without its message: nobody knows what a stranger's message quotes (M10). */
    private static Throwable wordless(Throwable cause) {
        Throwable shown = new Throwable(cause.getClass().getName());
        shown.setStackTrace(cause.getStackTrace());
        return shown;
    }

    private static String methodName(String method) {
        return switch (method) {
            case "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH" -> method;
            default -> "OTHER";
        };
    }
}
