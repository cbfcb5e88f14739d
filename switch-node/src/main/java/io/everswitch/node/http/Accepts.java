package io.everswitch.node.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a client says that it wants: media types and waiting. Pure. */
final class Accepts {
    private static final int WAIT_MAX_S = 60;

    private Accepts() {}

    /** @throws Refused if the answer's media type is not wanted */
    static void check(Exchange exchange, boolean events) {
        String accept = exchange.header("accept");
        if (accept == null || accept.isEmpty() || accept.equals("*/*") || accept.equals("application/json")) {
            return;
        }
        String type = events ? "text/event-stream" : "application/json";
        String range = events ? "text/*" : "application/*";
        for (String part : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] pieces = part.split(";", -1);
            String wanted = pieces[0].trim();
            if ((wanted.equals(type) || wanted.equals(range) || wanted.equals("*/*")) && !isRefused(pieces)) {
                return;
            }
        }
        throw new Refused(Problem.of(406, "not_acceptable", "The answer would be " + type + "."));
    }

    /**
     * Seconds of {@code Prefer: wait=N}, at most {@value #WAIT_MAX_S}; −1 if there is none or it is no number, since
     * a preference that is not understood is ignored (RFC 7240).
     */
    static int waitS(Exchange exchange) {
        String wait = waitText(exchange.header("prefer"));
        if (wait == null || !wait.matches("[0-9]{1,9}")) {
            return -1;
        }
        return Math.min(WAIT_MAX_S, Integer.parseInt(wait));
    }

    private static @Nullable String waitText(@Nullable String prefer) {
        if (prefer == null) {
            return null;
        }
        for (String part : prefer.split("[,;]", -1)) {
            String trimmed = part.trim().toLowerCase(Locale.ROOT);
            if (trimmed.startsWith("wait=")) {
                return trimmed.substring("wait=".length()).trim();
            }
        }
        return null;
    }

    private static boolean isRefused(String[] pieces) {
        for (int i = 1; i < pieces.length; i++) {
            if (pieces[i].trim().matches("q=0(\\.0{0,3})?")) {
                return true;
            }
        }
        return false;
    }
}
