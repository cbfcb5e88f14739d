package io.everswitch.chaos.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Waits until a process serves: polls with a deadline, and gives up at once when the process has died. */
final class Readiness {
    private static final Duration POLL = Duration.ofMillis(100);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    void await(ManagedProcess process, String url, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!answers(url)) {
            if (process.handle().isEmpty()) {
                throw failed(process, "ended while starting");
            }
            if (System.nanoTime() > deadline) {
                throw failed(process, "was not ready after " + atMost.toSeconds() + " s");
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    private static IllegalStateException failed(ManagedProcess process, String how) {
        return new IllegalStateException(process.name() + " " + how + "; see .everswitch/logs/" + process.name()
                + ".log, which ends with: " + process.lastWords());
    }

    private boolean answers(String url) throws InterruptedException {
        if (url.startsWith("cql:")) {
            return CqlProbe.answers(URI.create(url));
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
