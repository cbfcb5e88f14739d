package io.everswitch.chaos.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What an operator does to channels, through the operations ports of all nodes by turns. One thread; blocks. */
final class OperatorControl {
    static final String AUTHOR = "drill";
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Against peers with 50 to 150. */
    private static final int PREFERRED_WEIGHT = 1_000;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final List<String> nodes;
    private final Function<String, String> operationsUrl;
    private final Map<String, Long> changes = new HashMap<>();
    private int turn;

    /** @param operationsUrl node → base URL of its operations port */
    OperatorControl(List<String> nodes, Function<String, String> operationsUrl) {
        this.nodes = List.copyOf(nodes);
        this.operationsUrl = operationsUrl;
    }

    /** Gives a channel most of the traffic that it may take. */
    void prefer(String channel) throws IOException, InterruptedException {
        set("prefer " + channel, "channels/" + channel + "/weight", Integer.toString(PREFERRED_WEIGHT));
    }

    void stop(String channel) throws IOException, InterruptedException {
        set(stopping(channel), "channels/" + channel + "/enabled", "false");
    }

    void undoPrefer(String channel) throws IOException, InterruptedException {
        undo("prefer " + channel);
    }

    void undoStop(String channel) throws IOException, InterruptedException {
        undo(stopping(channel));
    }

    /** Whether the audit tells who stopped a channel and why, what stood before, and who took it back. */
    boolean isTold(String channel) throws IOException, InterruptedException {
        JsonNode changes = get("/settings/changes?limit=50").path("changes");
        boolean undone = false;
        for (JsonNode change : changes) {
            long undoes = change.path("undoes").asLong();
            if (AUTHOR.equals(change.path("author").asText()) && undoes > 0) {
                undone |= stops(changes, undoes, channel);
            }
        }
        return undone;
    }

    /** What each node tells of a channel's health. */
    List<HealthTurns> healthTurns(String channel) throws IOException, InterruptedException {
        List<HealthTurns> all = new ArrayList<>();
        for (String node : nodes) {
            JsonNode events = send(at(node, "/channels/" + channel + "/events").GET());
            all.add(HealthTurns.read(node, events));
        }
        return all;
    }

    private static boolean stops(JsonNode changes, long number, String channel) {
        for (JsonNode change : changes) {
            if (change.path("number").asLong() == number
                    && stopping(channel).equals(change.path("reason").asText())) {
                JsonNode setting = change.path("settings").path(0);
                return setting.path("before").isNull()
                        && "false".equals(setting.path("after").asText());
            }
        }
        return false;
    }

    private static String stopping(String channel) {
        return "stop " + channel;
    }

    private void set(String reason, String path, String value) throws IOException, InterruptedException {
        String body = "{\"author\":\"" + AUTHOR + "\",\"reason\":\"" + reason + "\",\"set\":{\"" + path + "\":" + value
                + "}}";
        changes.put(reason, post("/settings/changes", body).path("number").asLong());
    }

    private void undo(String reason) throws IOException, InterruptedException {
        Long number = changes.remove(reason);
        if (number == null) {
            throw new IOException("nothing was done that could be undone: " + reason);
        }
        post(
                "/settings/changes/" + number + "/undo",
                "{\"author\":\"" + AUTHOR + "\",\"reason\":\"undo " + reason + "\"}");
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        return at(nodes.get(turn++ % nodes.size()), path);
    }

    private HttpRequest.Builder at(String node, String path) {
        return HttpRequest.newBuilder(URI.create(operationsUrl.apply(node) + path))
                .timeout(ANSWER_WITHIN);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(response.uri() + " answered " + response.statusCode());
        }
        return JSON.readTree(response.body());
    }
}
