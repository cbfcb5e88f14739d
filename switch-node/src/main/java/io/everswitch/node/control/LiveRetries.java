package io.everswitch.node.control;

import io.everswitch.node.settings.SettingsBoard;
import io.everswitch.node.settings.SettingsCheck;
import io.everswitch.node.settings.SettingsRefusal.Complaint;
import io.everswitch.node.settings.SettingsView;
import io.everswitch.routing.limit.RetryRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings {@code retries/BRAND}: how often a declined card may be sent again, by card scheme. Thread-safe. */
public final class LiveRetries implements SettingsCheck, SettingsBoard.Listener {
    /** How the paths of these settings begin. */
    public static final String RETRIES = "retries/";

    private static final Set<String> BRANDS = Set.of("visa", "mastercard", "unionpay", "jcb", "amex", "other");
    private static final Set<String> FIELDS = Set.of("declines_max", "never_codes");
    private static final int CODES_MAX = 64;

    private volatile Map<String, RetryRule> standing = Map.of();

    /** Null: this brand's cards may be sent as often as anybody likes. */
    public @Nullable RetryRule of(String brand) {
        return standing.get(brand);
    }

    @Override
    public void changed(SettingsView view) {
        Map<String, RetryRule> all = new HashMap<>();
        view.values().forEach((path, value) -> {
            RetryRule rule = path.startsWith(RETRIES) ? read(path, value, new ArrayList<>()) : null;
            if (rule != null) {
                all.put(rule.brand(), rule);
            }
        });
        standing = Map.copyOf(all);
    }

    @Override
    public List<Complaint> check(Map<String, String> values, Set<String> changed) {
        List<Complaint> complaints = new ArrayList<>();
        for (String path : changed) {
            String value = values.get(path);
            if (!BRANDS.contains(path.substring(RETRIES.length()))) {
                complaints.add(new Complaint(
                        path, "must be retries/BRAND, the brand one of visa, mastercard, unionpay, jcb, amex, other"));
            } else if (value != null) {
                read(path, value, complaints);
            }
        }
        return complaints;
    }

    private static @Nullable RetryRule read(String path, String value, List<Complaint> complaints) {
        ObjectValue object = new ObjectValue(path, value, FIELDS);
        int declinesMax = (int) object.number("declines_max", 1, RetryRule.DECLINES_MAX, RetryRule.DECLINES_MAX);
        Set<String> codes = object.words("never_codes", "[A-Za-z0-9_]{2,32}", CODES_MAX);
        if (!object.has("declines_max") && !object.has("never_codes")) {
            object.wrong("must have declines_max or never_codes");
        }
        complaints.addAll(object.complaints());
        return object.complaints().isEmpty()
                ? new RetryRule(path.substring(RETRIES.length()), declinesMax, codes)
                : null;
    }
}
