package io.everswitch.node.control;

import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.node.settings.SettingsCheck;
import io.everswitch.node.settings.SettingsRefusal.Complaint;
import io.everswitch.routing.rule.Rule;
import io.everswitch.routing.rule.RuleException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The settings {@code rules/NAME}: which channels are left for which payments. Thread-safe. */
public final class LiveRules implements SettingsCheck {
    /** How the paths of these settings begin. */
    public static final String RULES = "rules/";

    /** Each is asked for every attempt. */
    private static final int MAX = 200;

    private static final int ORDER_MAX = 100_000;
    private static final int ORDER_DEFAULT = 100;
    private static final Set<String> FIELDS = Set.of("order", "when", "then");

    private final Set<ChannelId> channels;
    private final Set<BankId> banks;

    /** @param catalog whose channels and banks may be named */
    public LiveRules(ChannelCatalog catalog) {
        this.channels = catalog.channels().stream().map(each -> each.id()).collect(Collectors.toUnmodifiableSet());
        this.banks = catalog.banks().stream().map(each -> each.id()).collect(Collectors.toUnmodifiableSet());
    }

    /** Those that stand, in the order in which they are asked; what cannot be read is left out. */
    List<Rule> read(Map<String, String> values) {
        List<Rule> rules = new ArrayList<>();
        values.forEach((path, value) -> {
            Rule rule = path.startsWith(RULES) ? read(path, value, new ArrayList<>()) : null;
            if (rule != null) {
                rules.add(rule);
            }
        });
        rules.sort(Comparator.comparingInt(Rule::order).thenComparing(Rule::name));
        return rules;
    }

    @Override
    public List<Complaint> check(Map<String, String> values, Set<String> changed) {
        List<Complaint> complaints = new ArrayList<>();
        for (String path : changed) {
            String value = values.get(path);
            if (!path.substring(RULES.length()).matches("[A-Za-z0-9._-]{1,64}")) {
                complaints.add(new Complaint(path, "must be rules/NAME, the name 1 to 64 of A-Z a-z 0-9 . _ -"));
            } else if (value != null) {
                read(path, value, complaints);
            }
        }
        long number =
                values.keySet().stream().filter(path -> path.startsWith(RULES)).count();
        if (number > MAX) {
            complaints.add(new Complaint(changed.iterator().next(), "is one too many: at most " + MAX + " may stand"));
        }
        return complaints;
    }

    /** Null if anything is wrong, which is then among the complaints. */
    private @Nullable Rule read(String path, String value, List<Complaint> complaints) {
        ObjectValue object = new ObjectValue(path, value, FIELDS);
        int order = (int) object.number("order", 0, ORDER_MAX, ORDER_DEFAULT);
        String when = object.text("when", Rule.CHARS_MAX);
        String then = object.text("then", Rule.CHARS_MAX);
        if (!object.has("when") || !object.has("then")) {
            object.wrong("must have when and then");
        }
        Rule rule = null;
        if (when != null && then != null) {
            rule = rule(object, path.substring(RULES.length()), order, when, then);
        }
        complaints.addAll(object.complaints());
        return object.complaints().isEmpty() ? rule : null;
    }

    private @Nullable Rule rule(ObjectValue object, String name, int order, String when, String then) {
        try {
            Rule rule = Rule.of(name, order, when, then);
            rule.channels().stream()
                    .filter(channel -> !channels.contains(channel))
                    .forEach(
                            channel -> object.wrong("then names a channel that the catalog does not have: " + channel));
            rule.banks().stream()
                    .filter(bank -> !banks.contains(bank))
                    .forEach(bank -> object.wrong("then names a bank that the catalog does not have: " + bank));
            return rule;
        } catch (RuleException e) {
            // One of the two texts: tried alone, the condition tells which.
            object.wrong((isCondition(when) ? "then " : "when ") + e.getMessage());
            return null;
        }
    }

    private static boolean isCondition(String when) {
        try {
            return Rule.of("any", 0, when, "only any").order() == 0;
        } catch (RuleException e) {
            return false;
        }
    }
}
