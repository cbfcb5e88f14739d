package io.everswitch.chaos.load;

import io.everswitch.chaos.history.HistoryWriter;
import io.everswitch.chaos.history.OpKind;
import io.everswitch.chaos.history.Step;
import io.everswitch.chaos.history.StepType;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out operations and records them. A retrying client goes to the next node at once and pauses only after it has asked
 * all of them. Thread-safe; nothing blocks; answers come on two threads of its own.
 *
 * <p>The HTTP client is the JDK's because it closes what is connected after its try has timed out. One that left such connections
 * open filled the nodes' limit of connections during a stall, and the stall never ended: the drill had made it.
 */
final class SteadyClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SteadyClient.class);

    /**
     * Between two rounds over all nodes; doubled up to the maximum and spread by half. The maximum is what measured waits may
     * be longer than the switch's stall: with a second, a stall of 1.5 s was told as 2.3 s.
     */
    private static final Duration ROUND_PAUSE_MIN = Duration.ofMillis(100);

    private static final Duration ROUND_PAUSE_MAX = Duration.ofMillis(250);
    private static final int NEXT_NODE_PAUSE_MS = 10;

    /** Rounds of questions to every node before the load: code compiled, connections open, some seconds at the very most. */
    private static final int WARM_UP_ROUNDS = 30;

    private static final Duration WARM_UP_MAX = Duration.ofSeconds(10);

    private static final long FRONT_DOOR_OPERATIONS = 1L << 40;

    /** Parsing and recording some hundred answers a second; two, so that one slow line of history is not a stall. */
    private static final int ANSWER_THREADS = 2;

    private final ExecutorService threads = Executors.newFixedThreadPool(ANSWER_THREADS, work -> {
        Thread thread = new Thread(work, "steady");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .executor(threads)
            .build();
    private final Timer timer = new HashedWheelTimer(10, TimeUnit.MILLISECONDS);
    private final AtomicLong operations;
    private final List<String> urls;
    private final String apiKey;
    private final SteadySettings settings;
    private final HistoryWriter history;
    private final WallClock clock;

    SteadyClient(LoadTarget target, SteadySettings settings, HistoryWriter history, WallClock clock) {
        boolean door = settings.client() == ClientKind.FRONT_DOOR;
        this.urls = door && !target.frontDoor().isEmpty() ? List.of(target.frontDoor()) : target.apiUrls();
        this.apiKey = target.apiKey();
        this.settings = settings;
        this.history = history;
        this.clock = clock;
        // Two kinds of clients at the same time must not use the same numbers.
        this.operations = new AtomicLong(door ? FRONT_DOOR_OPERATIONS : 0);
    }

    /** Asks every node for a payment that cannot exist. Whatever they answer, nothing of it is history. Blocks. */
    void warmUp() throws InterruptedException {
        long end = System.nanoTime() + WARM_UP_MAX.toNanos();
        for (int round = 0; round < WARM_UP_ROUNDS && System.nanoTime() < end; round++) {
            List<CompletableFuture<?>> asked = new ArrayList<>();
            for (String url : urls) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/payments/warm-up"))
                        .setHeader("Authorization", "Bearer " + apiKey)
                        .timeout(settings.tryWithin())
                        .build();
                asked.add(http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                        .handle((response, failure) -> response == null ? 0 : response.statusCode()));
            }
            try {
                CompletableFuture.allOf(asked.toArray(new CompletableFuture<?>[0]))
                        .get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (ExecutionException | TimeoutException e) {
                LOG.debug("a node is silent before the load begins: {}", e.toString());
            }
        }
    }

    int waitSeconds() {
        return settings.waitSeconds();
    }

    /** An operation under way. */
    private record Running(
            Request request, Step invoked, long dueNs, long deadlineNs, CompletableFuture<Step> done, Tally tally) {}

    /** How an operation's tries went so far; used by one thread at a time. */
    private static final class Tally {
        private int node;
        private int tries;
        private boolean anyUnclear;
    }

    /**
     * Never fails: how it ended is said by the step.
     *
     * @param dueNs when it was due: latency counts from then
     */
    CompletionStage<Step> send(Request request, long worker, long dueNs) {
        Step invoked = Step.invoke(
                clock.nowNs(),
                operations.incrementAndGet(),
                worker,
                request.kind(),
                request.order(),
                request.payment(),
                request.amount());
        history.add(invoked);
        Tally tally = new Tally();
        tally.node = (int) (worker % urls.size());
        Running running = new Running(
                request,
                invoked,
                dueNs,
                clock.nowNs() + settings.retryFor().toNanos(),
                new CompletableFuture<>(),
                tally);
        attempt(running);
        return running.done;
    }

    private void attempt(Running running) {
        Request request = running.request;
        Duration within = settings.tryWithin().plusSeconds(request.waitSeconds());
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        URI.create(urls.get(running.tally.node % urls.size()) + request.path()))
                .setHeader("Authorization", "Bearer " + apiKey)
                .timeout(within);
        if (!request.body().isEmpty()) {
            builder.setHeader("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(request.body()));
        }
        if (!request.key().isEmpty()) {
            builder.setHeader("Idempotency-Key", request.key());
        }
        if (request.waitSeconds() > 0) {
            builder.setHeader("Prefer", "wait=" + request.waitSeconds());
        }
        running.tally.tries++;
        http.sendAsync(builder.build(), HttpResponse.BodyHandlers.ofByteArray())
                .<Void>handle((response, failure) -> {
                    if (failure != null) {
                        broken(running, failure);
                    } else {
                        answered(running, response);
                    }
                    return null;
                })
                // Whatever the code above throws must end the operation, not hang it.
                .exceptionally(failure -> {
                    end(running, StepType.INFO, "client " + failure);
                    return null;
                });
    }

    private void broken(Running running, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        boolean neverSent = cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
        again(running, neverSent, neverSent ? "connect" : cause.getClass().getSimpleName());
    }

    private void answered(Running running, HttpResponse<byte[]> response) {
        Answer answer = Answer.parse(response.body());
        int status = response.statusCode();
        if (status < 300) {
            Step end = running.invoked.then(clock.nowNs(), StepType.OK, Integer.toString(status), latencyUs(running));
            if (running.request.kind() == OpKind.REFUND) {
                end = end.refunding(answer.id, answer.status);
            } else if (answer.isPayment()) {
                end = end.showing(answer.payment());
            }
            finish(running, end);
            return;
        }
        boolean nothingDone = status < 500 || answer.chargeState.equals("none");
        String code = status + " " + answer.code;
        if (answer.retryable) {
            again(running, nothingDone, code);
        } else {
            // The same request again: had an unclear try been done, this would have been its acknowledgement, not a
            // refusal.
            end(running, nothingDone ? StepType.FAIL : StepType.INFO, code);
        }
    }

    /** Tries again, if this client does and its patience lasts. */
    private void again(Running running, boolean nothingDone, String code) {
        Tally tally = running.tally;
        tally.anyUnclear |= !nothingDone;
        if (settings.client() == ClientKind.FRONT_DOOR || clock.nowNs() > running.deadlineNs) {
            end(running, tally.anyUnclear ? StepType.INFO : StepType.FAIL, code);
            return;
        }
        history.add(running.invoked.then(clock.nowNs(), StepType.TRY, code, 0));
        tally.node++;
        int rounds = tally.tries / urls.size();
        long pause = NEXT_NODE_PAUSE_MS;
        if (tally.tries % urls.size() == 0) {
            long full = Math.min(ROUND_PAUSE_MIN.toMillis() << Math.min(rounds - 1, 10), ROUND_PAUSE_MAX.toMillis());
            pause = full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1);
        }
        timer.newTimeout(timeout -> attempt(running), pause, TimeUnit.MILLISECONDS);
    }

    private void end(Running running, StepType type, String code) {
        finish(running, running.invoked.then(clock.nowNs(), type, code, latencyUs(running)));
    }

    private void finish(Running running, Step end) {
        history.add(end);
        running.done.complete(end);
    }

    private long latencyUs(Running running) {
        return (clock.nowNs() - running.dueNs) / 1000;
    }

    @Override
    public void close() {
        timer.stop();
        threads.shutdown();
    }
}
