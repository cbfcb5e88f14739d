package io.everswitch.node.http;

import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through an edge: what was sent, and what is found out about it. Handed from thread to thread with
 * its stages, never used by two at once.
 */
final class Exchange {
    /** The name of the route of a request that fits none. */
    static final String NO_ROUTE = "(none)";

    private static final String REPEATED = "\0";
    private static final int REQUEST_ID_MAX = 64;
    private static final int CARD_DIGITS_MIN = 13;

    private final HttpRequest request;
    private final String method;
    private final String path;
    private final long startedNanos;
    private final Map<String, String> headers;
    private final String requestId;
    private String route = NO_ROUTE;
    private int waitS = -1;
    private boolean bodyRead;

    private Exchange(HttpRequest request) {
        this.request = request;
        this.method = request.method().value();
        this.startedNanos = System.nanoTime();
        this.headers = headers(request);
        this.path = path(request, headers.get("raw-request-uri"));
        String sent = header("x-request-id");
        this.requestId = sent != null && isSane(sent) ? sent : "req_" + Digests.newName();
    }

    static Exchange of(HttpRequest request) {
        return new Exchange(request);
    }

    HttpRequest request() {
        return request;
    }

    String method() {
        return method;
    }

    /** As it was sent: escapes and dots are not worked off, so that nothing hides behind them. */
    String path() {
        return path;
    }

    String requestId() {
        return requestId;
    }

    long startedNanos() {
        return startedNanos;
    }

    String route() {
        return route;
    }

    void route(String template) {
        route = template;
    }

    /** Seconds that the client is ready to wait beyond the usual; −1 if it did not say. */
    int waitS() {
        return waitS;
    }

    void waitS(int seconds) {
        waitS = seconds;
    }

    boolean isBodyRead() {
        return bodyRead;
    }

    void bodyRead() {
        bodyRead = true;
    }

    boolean isGet() {
        return method.equals("GET");
    }

    /** A header's value; null if it is absent. */
    @Nullable
    String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }

    /** Whether a header that must be given once was given more often. */
    static boolean isRepeated(String value) {
        return value.startsWith(REPEATED);
    }

    /** Pekko's own path has escapes and dots worked off already; the absolute form is for proxies, and rare. */
    private static String path(HttpRequest request, @Nullable String raw) {
        if (raw == null || !raw.startsWith("/")) {
            return request.getUri().path();
        }
        int query = raw.indexOf('?');
        return query < 0 ? raw : raw.substring(0, query);
    }

    private static Map<String, String> headers(HttpRequest request) {
        Map<String, String> headers = new HashMap<>(16);
        for (HttpHeader header : request.getHeaders()) {
            String name = header.lowercaseName();
            String before = headers.put(name, header.value());
            if (before != null) {
                // Lists may come in parts; of anything else two would mean two things.
                boolean isList = name.equals("accept") || name.equals("accept-language") || name.equals("prefer");
                headers.put(name, isList ? before + "," + header.value() : REPEATED);
            }
        }
        return headers;
    }

    /** Short, plain, and surely no card number: it will stand in logs (M10). */
    private static boolean isSane(String id) {
        if (id.isEmpty() || id.length() > REQUEST_ID_MAX) {
            return false;
        }
        int digits = 0;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            digits = digit ? digits + 1 : 0;
            boolean plain = digit || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || "._-".indexOf(c) >= 0;
            if (!plain || digits >= CARD_DIGITS_MIN) {
                return false;
            }
        }
        return true;
    }
}
