package io.everswitch.chaos.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The bank simulator's misbehaviour, by HTTP. Blocks. */
final class BankControl {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String base;

    BankControl(String base) {
        this.base = base;
    }

    /** All channels at once. {@code behaviour} is JSON. */
    void misbehave(String behaviour) throws IOException, InterruptedException {
        send("/behaviour", "PUT", HttpRequest.BodyPublishers.ofString(behaviour));
    }

    /** One channel. */
    void misbehave(String channel, String behaviour) throws IOException, InterruptedException {
        send(path(channel), "PUT", HttpRequest.BodyPublishers.ofString(behaviour));
    }

    void behave(String channel) throws IOException, InterruptedException {
        send(path(channel), "DELETE", HttpRequest.BodyPublishers.noBody());
    }

    private static String path(String channel) {
        return "/channels/" + channel + "/behaviour";
    }

    /** Every second channel. */
    void misbehaveHalf(String behaviour) throws IOException, InterruptedException {
        JsonNode answer = new ObjectMapper().readTree(send("/channels", "GET", HttpRequest.BodyPublishers.noBody()));
        JsonNode channels = answer.isArray() ? answer : answer.path("channels");
        if (channels.size() < 2) {
            throw new IOException("the bank simulator named " + channels.size() + " channels: no half can misbehave");
        }
        for (int i = 0; i < channels.size(); i += 2) {
            String path = "/channels/" + channels.get(i).path("id").asText() + "/behaviour";
            send(path, "PUT", HttpRequest.BodyPublishers.ofString(behaviour));
        }
    }

    /** Every second channel misbehaves, each misbehaviour at as many as any other; one hangs always. */
    Storm storm(String hangsAlways) throws IOException, InterruptedException {
        Storm storm = Storm.over(channels(), hangsAlways);
        for (Map.Entry<String, String> each : storm.behaviours().entrySet()) {
            misbehave(each.getKey(), each.getValue());
        }
        return storm;
    }

    /** The simulator's channels with their counters. */
    JsonNode channels() throws IOException, InterruptedException {
        return JSON.readTree(send("/channels", "GET", HttpRequest.BodyPublishers.noBody()));
    }

    void behave() throws IOException, InterruptedException {
        send("/behaviour", "DELETE", HttpRequest.BodyPublishers.noBody());
    }

    private String send(String path, String method, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .method(method, body)
                .timeout(ANSWER_WITHIN)
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("bank simulator answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }
}
