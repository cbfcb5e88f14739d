package io.everswitch.routing.choice;

import io.everswitch.domain.port.RouteRequest;
import io.everswitch.routing.degrade.Degradations;
import io.everswitch.routing.health.ChannelHealth;
import io.everswitch.routing.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Applies the rules that are about one payment to the channels that it could take, one rule after the other. A rule that would leave
 * no channel that is well is passed over unless it is strict. Lives within one call; not thread-safe.
 */
final class RuleFilter {
    private static final int NAMES_CHARS_MAX = 60;

    /** A channel that the payment could take. */
    static final class Usable {
        final RoutedChannel channel;
        final ChannelHealth health;
        Degradations.Verdict verdict;

        @Nullable
        String ruledOutBy;

        Usable(RoutedChannel channel, ChannelHealth health, Degradations.Verdict verdict) {
            this.channel = channel;
            this.health = health;
            this.verdict = verdict;
        }

        /** Whether a payment would be well off with it. */
        boolean isWell() {
            return ruledOutBy == null
                    && verdict.compareTo(Degradations.Verdict.CAPPED) < 0
                    && health.sharePercent() > 0;
        }
    }

    private final List<Usable> usable;
    private final List<String> passedOver = new ArrayList<>();

    RuleFilter(List<Usable> usable) {
        this.usable = usable;
    }

    List<Usable> usable() {
        return usable;
    }

    void apply(List<Rule> rules, RouteRequest request, long nowMs) {
        for (Rule rule : rules) {
            if (!rule.holds(request, nowMs)) {
                continue;
            }
            boolean someoneWell = false;
            for (Usable each : usable) {
                someoneWell |= each.isWell() && rule.leaves(each.channel.id(), each.channel.bank());
            }
            if (someoneWell || rule.strictly()) {
                apply(rule);
            } else {
                passedOver.add(rule.name());
            }
        }
    }

    private void apply(Rule rule) {
        for (Usable each : usable) {
            boolean left = rule.leaves(each.channel.id(), each.channel.bank());
            if (rule.isPreference()) {
                // What an operator took off stays off; only who is free comes first.
                if (left && each.verdict == Degradations.Verdict.FREE) {
                    each.verdict = Degradations.Verdict.PREFERRED;
                }
            } else if (!left && each.ruledOutBy == null) {
                each.ruledOutBy = rule.name();
            }
        }
    }

    /** Channel → the rule that took it out. */
    Map<String, String> ruledOut() {
        Map<String, String> all = new HashMap<>();
        for (Usable each : usable) {
            if (each.ruledOutBy != null) {
                all.put(each.channel.id().value(), each.ruledOutBy);
            }
        }
        return all;
    }

    /** The rules that were passed over, for the reasons; empty if none was. */
    String passedOver() {
        String names = String.join(", ", passedOver);
        return names.length() <= NAMES_CHARS_MAX ? names : names.substring(0, NAMES_CHARS_MAX - 1) + "…";
    }
}
