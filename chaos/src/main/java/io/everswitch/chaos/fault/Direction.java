package io.everswitch.chaos.fault;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which way bytes go: upstream is from the client to the server behind the proxy. */
enum Direction {
    UPSTREAM,
    DOWNSTREAM;

    /** Case does not matter; null if it is neither. */
    static @Nullable Direction parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "upstream" -> UPSTREAM;
            case "downstream" -> DOWNSTREAM;
            default -> null;
        };
    }
}
