package io.everswitch.node.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events as a browser would, each within fifteen seconds. */
final class EventReader implements AutoCloseable {
    private final EdgesFixture edges;
    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;
    private int comments;

    EventReader(EdgesFixture edges, String path, String... headers) {
        this.edges = edges;
        this.response = edges.client
                .sendAsync(
                        (headers.length == 0
                                        ? edges.request(path)
                                        : edges.request(path).headers(headers))
                                .GET()
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream())
                .orTimeout(15, TimeUnit.SECONDS)
                .join();
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    record Event(String id, String name, String data) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(data);
            } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON: " + data, e);
            }
        }
    }

    int status() {
        return response.statusCode();
    }

    /** Signs of life so far. */
    int comments() {
        return comments;
    }

    Event next() {
        Event event = nextOrEnd();
        if (event == null) {
            throw new AssertionError("the stream ended");
        }
        return event;
    }

    /** The next event; null at the end of the stream. */
    @Nullable
    Event nextOrEnd() {
        return CompletableFuture.supplyAsync(this::read, edges.executor)
                .orTimeout(15, TimeUnit.SECONDS)
                .join();
    }

    private @Nullable Event read() {
        String id = "";
        String name = "";
        String data = "";
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(":")) {
                    comments++;
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty() && !data.isEmpty()) {
                    return new Event(id, name, data);
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("the stream broke", e);
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the stream cannot be closed", e);
        }
    }
}
