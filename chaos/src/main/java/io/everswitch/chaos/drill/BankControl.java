package io.everswitch.chaos.drill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The bank simulator's misbehaviour, by HTTP. Blocks. */
final class BankControl {
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String base;

    BankControl(String base) {
        this.base = base;
    }

    /** All channels at once. {@code behaviour} is JSON. */
    void misbehave(String behaviour) throws IOException, InterruptedException {
        send("PUT", HttpRequest.BodyPublishers.ofString(behaviour));
    }

    void behave() throws IOException, InterruptedException {
        send("DELETE", HttpRequest.BodyPublishers.noBody());
    }

    private void send(String method, HttpRequest.BodyPublisher body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/behaviour"))
                .header("Content-Type", "application/json")
                .method(method, body)
                .timeout(Duration.ofSeconds(10))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("bank simulator answered " + response.statusCode() + ": " + response.body());
        }
    }
}
