package io.everswitch.routing.choice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who fell in one decision, and for which rule. Keeps nothing while nobody falls. Lives within one call; not thread-safe.
 */
final class Falls {
    /** The rules in the order in which they are asked. */
    enum Why {
        SHADOW("shadow"),
        BRAND("brand"),
        AMOUNT("amount"),
        TRIED("tried"),
        DOWN("down"),
        STOPPED("stopped"),
        CAPPED("capped"),
        RULE("rule"),
        RED("health red");

        private static final List<Why> ALL = List.of(values());

        private final String word;

        Why(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    private static final RoutedChannel[] NOBODY = {};

    private final RoutingTable.Drawer drawer;
    private final Map<Why, Integer> counts = new EnumMap<>(Why.class);
    private RoutedChannel[] who = NOBODY;
    private Why[] why = {};
    private int size;

    Falls(RoutingTable.Drawer drawer) {
        this.drawer = drawer;
    }

    void add(Why rule, RoutedChannel channel) {
        if (size == who.length) {
            // Each falls once, but for the few that are found to be capped after they were chosen.
            int room = Math.max(8, size * 2);
            who = Arrays.copyOf(who, room);
            why = Arrays.copyOf(why, room);
        }
        who[size] = channel;
        why[size] = rule;
        size++;
        counts.merge(rule, 1, Integer::sum);
    }

    int count(Why rule) {
        return counts.getOrDefault(rule, 0);
    }

    RoutingTable.Drawer drawer() {
        return drawer;
    }

    /** Those that fell for a rule, in the order in which they were looked at. */
    List<RoutedChannel> of(Why rule) {
        List<RoutedChannel> fallen = new ArrayList<>(count(rule));
        for (int i = 0; i < size; i++) {
            if (why[i] == rule) {
                fallen.add(who[i]);
            }
        }
        return fallen;
    }

    /**
     * For people: {@code eligible 4 of 61 by settings 7: 3 bank, 1 stopped}.
     *
     * @param version of the settings, told where there are any
     * @param passedOver rules that would have left nobody; empty if there were none
     */
    String words(int eligible, long version, @Nullable String passedOver) {
        StringBuilder text = new StringBuilder(96)
                .append("eligible ")
                .append(eligible)
                .append(" of ")
                .append(drawer.of());
        if (version > 0) {
            text.append(" by settings ").append(version);
        }
        int empty = text.length();
        fell(text, empty, drawer.otherBank(), "bank");
        fell(text, empty, drawer.otherCurrency(), "currency");
        fell(text, empty, drawer.disabled(), "disabled");
        for (Why rule : Why.ALL) {
            fell(text, empty, count(rule), rule.word);
        }
        if (passedOver != null && !passedOver.isEmpty()) {
            text.append(", passed over ").append(passedOver);
        }
        return text.toString();
    }

    private static void fell(StringBuilder text, int empty, int count, String rule) {
        if (count > 0) {
            text.append(text.length() == empty ? ": " : ", ")
                    .append(count)
                    .append(' ')
                    .append(rule);
        }
    }
}
