package io.everswitch.node.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.ResponseEntity;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** Makes HTTP responses, with the headers that every one of them has. Thread-safe. */
final class Answers {
    private static final ContentType.NonBinary JSON = ContentTypes.APPLICATION_JSON;
    private static final ContentType PROBLEM = MediaTypes.customWithFixedCharset(
                    "application", "problem+json", HttpCharsets.UTF_8, Map.of(), false)
            .toContentType();
    private static final ContentType EVENTS = MediaTypes.TEXT_EVENT_STREAM.toContentType();
    private static final HttpHeader NO_SNIFF = RawHeader.create("X-Content-Type-Options", "nosniff");
    private static final HttpHeader NO_STORE = RawHeader.create("Cache-Control", "no-store");
    private static final HttpHeader NO_CONTENT =
            RawHeader.create("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    private static final HttpHeader NO_REFERRER = RawHeader.create("Referrer-Policy", "no-referrer");
    private static final HttpHeader CLOSE = Connection.create("close");
    private static final String[] NOTHING = {};

    private Answers() {}

    /** @param headers names and values by turns */
    static HttpResponse json(Exchange exchange, int status, byte[] body, String... headers) {
        return of(exchange.requestId(), status, strict(JSON, body), headers);
    }

    static HttpResponse problem(Exchange exchange, Problem problem) {
        return problem(exchange.requestId(), problem);
    }

    static HttpResponse problem(String requestId, Problem problem) {
        String[] headers = problem.headers().isEmpty() ? NOTHING : flat(problem.headers());
        return of(requestId, problem.status(), strict(PROBLEM, problem.bytes(requestId)), headers);
    }

    static HttpResponse events(Exchange exchange, Source<ByteString, NotUsed> events) {
        ResponseEntity entity = HttpEntities.createChunked(EVENTS, events);
        // Some proxies gather an answer before they pass it on; this one must flow.
        return of(exchange.requestId(), 200, entity, "X-Accel-Buffering", "no");
    }

    /** The connection ends with this answer, for instance because the rest of the request is not worth reading. */
    static HttpResponse closing(HttpResponse response) {
        return response.addHeader(CLOSE);
    }

    /** An answer that brings all its headers but the request's id with it. */
    static HttpResponse plain(Exchange exchange, int status, ResponseEntity entity, Map<String, String> headers) {
        List<HttpHeader> all = new ArrayList<>(headers.size() + 1);
        all.add(RawHeader.create("X-Request-Id", exchange.requestId()));
        headers.forEach((name, value) -> all.add(RawHeader.create(name, value)));
        return HttpResponse.create().withStatus(status).withHeaders(all).withEntity(entity);
    }

    static HttpResponse of(String requestId, int status, ResponseEntity entity, String... headers) {
        List<HttpHeader> all = new ArrayList<>(5 + headers.length / 2);
        all.add(RawHeader.create("X-Request-Id", requestId));
        all.add(NO_SNIFF);
        all.add(NO_STORE);
        all.add(NO_CONTENT);
        all.add(NO_REFERRER);
        for (int i = 0; i + 1 < headers.length; i += 2) {
            all.add(RawHeader.create(headers[i], headers[i + 1]));
        }
        return HttpResponse.create().withStatus(status).withHeaders(all).withEntity(entity);
    }

    /** The bytes are not copied: nobody changes them any more. */
    static ResponseEntity strict(ContentType type, byte[] body) {
        return HttpEntities.create(type, ByteString.fromArrayUnsafe(body));
    }

    private static String[] flat(Map<String, String> headers) {
        List<String> flat = new ArrayList<>();
        headers.forEach((name, value) -> {
            flat.add(name);
            flat.add(value);
        });
        return flat.toArray(new String[0]);
    }
}
