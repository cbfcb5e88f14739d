package io.everswitch.node.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An answer, read as a client would. Header names are in lower case; of repeated headers the first counts. */
record Reply(int status, Map<String, String> headers, String body) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Reply of(HttpResponse<String> response) {
        Map<String, String> headers = new TreeMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return new Reply(response.statusCode(), headers, response.body());
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The value at a path such as {@code /errors/0/field}; empty if there is none. */
    String at(String path) {
        return json().at(path).asText();
    }

    JsonNode json() {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON in answer " + status + ": " + body, e);
        }
    }
}
