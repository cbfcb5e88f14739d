package io.everswitch.node.http;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All routes of the operations port. Pure. */
enum OperationsRoute {
    INDEX("/", "GET"),
    METRICS("/metrics", "GET"),
    LIVE("/health/live", "GET"),
    READY("/health/ready", "GET"),
    JOURNAL("/journal", "GET"),
    GIVE_UP("/journal/give-up", "POST"),
    CHANNELS("/channels", "GET"),
    CHANNEL_EVENTS("/channels/{id}/events", "GET"),
    SETTINGS("/settings", "GET"),
    CHANGES("/settings/changes", "GET, POST"),
    PREVIEW("/settings/preview", "POST"),
    UNDO("/settings/changes/{number}/undo", "POST"),
    APPROVE("/settings/proposals/{number}/approve", "POST"),
    REJECT("/settings/proposals/{number}/reject", "POST");

    private static final String NUMBER = "{number}";
    private static final String ID = "{id}";
    private static final int DIGITS_MAX = 18;

    private final String template;
    private final String allow;

    OperationsRoute(String template, String allow) {
        this.template = template;
        this.allow = allow;
    }

    /**
     * A route and what the path names.
     *
     * @param number of a change or proposal; 0 if the route has none
     * @param id of a channel; empty if the route has none
     */
    record Match(OperationsRoute route, long number, String id) {}

    String template() {
        return template;
    }

    static List<String> templates() {
        return Arrays.stream(values()).map(OperationsRoute::template).toList();
    }

    /** The value of the header {@code Allow}. */
    String allow() {
        return allow;
    }

    boolean allows(String method) {
        return List.of(allow.split(", ")).contains(method);
    }

    static @Nullable Match find(String path) {
        String[] asked = path.split("/", -1);
        for (OperationsRoute route : values()) {
            long number = route.match(asked);
            if (number >= 0) {
                return new Match(route, number, route.id(asked));
            }
        }
        return null;
    }

    /** The number in the path, 0 without one; −1 if the path is another one. */
    private long match(String[] asked) {
        String[] parts = template.split("/", -1);
        if (asked.length != parts.length) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].equals(NUMBER) && isNumber(asked[i])) {
                number = Long.parseLong(asked[i]);
            } else if (!parts[i].equals(asked[i]) && !(parts[i].equals(ID) && isId(asked[i]))) {
                return -1;
            }
        }
        return number;
    }

    private String id(String[] asked) {
        int at = List.of(template.split("/", -1)).indexOf(ID);
        return at < 0 ? "" : asked[at];
    }

    /** As the catalog allows them. */
    private static boolean isId(String text) {
        return text.matches("[A-Za-z0-9._:-]{1,64}");
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= DIGITS_MAX && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
