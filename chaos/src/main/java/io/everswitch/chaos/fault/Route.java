package io.everswitch.chaos.fault;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The paths of the API, and the methods that each knows. */
enum Route {
    VERSION("GET"),
    RESET("POST"),
    POPULATE("POST"),
    PROXIES("GET", "POST"),
    PROXY("GET", "POST", "PATCH", "DELETE"),
    TOXICS("GET", "POST"),
    TOXIC("GET", "POST", "PATCH", "DELETE");

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> methods;

    Route(String... methods) {
        this.methods = List.of(methods);
    }

    boolean knows(String method) {
        return methods.contains(method);
    }

    /** @param parts the path between its slashes; null if it leads nowhere */
    static @Nullable Route of(List<String> parts) {
        if (parts.contains("")) {
            return null;
        }
        boolean proxies = parts.get(0).equals("proxies");
        boolean toxics = parts.size() > 2 && parts.get(2).equals("toxics");
        return switch (parts.size()) {
            case 1 -> top(parts.get(0));
            case 2 -> proxies ? PROXY : null;
            case 3 -> proxies && toxics ? TOXICS : null;
            case 4 -> proxies && toxics ? TOXIC : null;
            default -> null;
        };
    }

    private static @Nullable Route top(String name) {
        return switch (name) {
            case "version" -> VERSION;
            case "reset" -> RESET;
            case "populate" -> POPULATE;
            case "proxies" -> PROXIES;
            default -> null;
        };
    }
}
