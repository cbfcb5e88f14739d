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
    CODES("/codes", "GET"),
    EXPLAIN("/routing/explain", "POST"),
    DECISIONS("/routing/decisions", "GET"),
    LIMITS("/limits", "GET"),
    LIMIT_USAGE("/limits/usage", "GET"),
    PAYMENT("/payments/{id}", "GET"),
    PAYMENT_ROUTING("/payments/{id}/routing", "GET"),
    RESOLVE("/payments/{id}/attempts/{number}/resolve", "POST"),
    REDELIVER("/payments/{id}/notifications/{number}/redeliver", "POST"),
    EXCEPTIONS("/exceptions", "GET"),
    REVIEW("/exceptions/{id}/review", "POST"),
    CHANNEL_EVENTS("/channels/{id}/events", "GET"),
    SETTINGS("/settings", "GET"),
    CHANGES("/settings/changes", "GET, POST"),
    PREVIEW("/settings/preview", "POST"),
    UNDO("/settings/changes/{number}/undo", "POST"),
    APPROVE("/settings/proposals/{number}/approve", "POST"),
    REJECT("/settings/proposals/{number}/reject", "POST");

    private static final String ID = "{id}";
    private static final String NUMBER = "{number}";
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
     * @param id of a payment or channel, as it stands in the path; empty if the route has none
     * @param number of a change, a proposal, an attempt or a notification; 0 if the route has none
     */
    record Match(OperationsRoute route, String id, long number) {}

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
            Match match = route.match(asked);
            if (match != null) {
                return match;
            }
        }
        return null;
    }

    private @Nullable Match match(String[] asked) {
        String[] parts = template.split("/", -1);
        if (asked.length != parts.length) {
            return null;
        }
        String id = "";
        long number = 0;
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].equals(NUMBER) && isNumber(asked[i])) {
                number = Long.parseLong(asked[i]);
            } else if (parts[i].equals(ID) && isId(asked[i])) {
                id = asked[i];
            } else if (!parts[i].equals(asked[i])) {
                return null;
            }
        }
        return new Match(this, id, number);
    }

    /** As the catalog allows them; ids of payments are such, too. */
    private static boolean isId(String text) {
        return text.matches("[A-Za-z0-9._:-]{1,64}");
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= DIGITS_MAX && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
