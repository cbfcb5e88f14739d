package io.everswitch.node.control;

import io.everswitch.node.settings.SettingsCheck;
import io.everswitch.node.settings.SettingsRefusal.Complaint;
import io.everswitch.routing.score.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings {@code routing/KEY}: how channels are chosen among those that may be used. Stateless. */
public final class LiveStrategy implements SettingsCheck {
    /** How the paths of these settings begin. */
    public static final String ROUTING = "routing/";

    private static final String STRATEGY = ROUTING + "strategy";
    private static final String EXPLORATION = ROUTING + "exploration_percent";
    private static final String BAND = ROUTING + "score_band_percent";
    private static final String AMOUNT = ROUTING + "exploration_amount_max";
    private static final long AMOUNT_MAX = 999_999_999_999L;

    /** What stands; values that were never checked here count as absent. */
    static Strategy read(Map<String, String> values) {
        Strategy byDefault = Strategy.DEFAULT;
        Strategy.Kind kind = kind(values.get(STRATEGY));
        return new Strategy(
                kind == null ? byDefault.kind() : kind,
                (int) number(values.get(EXPLORATION), Strategy.EXPLORATION_MAX, byDefault.explorationPercent()),
                (int) number(values.get(BAND), Strategy.BAND_MAX, byDefault.bandPercent()),
                number(values.get(AMOUNT), AMOUNT_MAX, byDefault.explorationAmountMax()));
    }

    @Override
    public List<Complaint> check(Map<String, String> values, Set<String> changed) {
        List<Complaint> complaints = new ArrayList<>();
        for (String path : changed) {
            String value = values.get(path);
            String rule = rule(path, value);
            if (rule != null) {
                complaints.add(new Complaint(path, rule));
            }
        }
        return complaints;
    }

    private static @Nullable String rule(String path, @Nullable String value) {
        return switch (path) {
            case STRATEGY -> value == null || kind(value) != null ? null : "must be \"weights\" or \"expected_value\"";
            case EXPLORATION -> numberRule(value, Strategy.EXPLORATION_MAX);
            case BAND -> numberRule(value, Strategy.BAND_MAX);
            case AMOUNT -> numberRule(value, AMOUNT_MAX);
            default -> "must be one of " + String.join(", ", List.of(STRATEGY, EXPLORATION, BAND, AMOUNT));
        };
    }

    private static @Nullable String numberRule(@Nullable String value, long max) {
        return value == null || number(value, max, -1) >= 0 ? null : "must be an integer from 0 to " + max;
    }

    private static Strategy.@Nullable Kind kind(@Nullable String value) {
        for (Strategy.Kind kind : Strategy.Kind.values()) {
            if (('"' + kind.code() + '"').equals(value)) {
                return kind;
            }
        }
        return null;
    }

    private static long number(@Nullable String value, long max, long absent) {
        if (value == null || !value.matches("[0-9]{1,12}")) {
            return absent;
        }
        long number = Long.parseLong(value);
        return number <= max ? number : absent;
    }
}
