package io.everswitch.routing.choice;

import io.everswitch.domain.port.RouteRequest;
import io.everswitch.routing.degrade.Degradations;
import io.everswitch.routing.health.ChannelHealth;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells of each channel why it fell, by the same rules in the same order as a decision, which only counts. Slow and wordy: for
 * people. Lives within one call; not thread-safe.
 */
final class Explainer {
    private final RoutingSettings settings;
    private final RouteRequest request;
    private final Moment moment;

    /** What the channels are like at the moment. */
    interface Moment {
        boolean isUp(RoutedChannel channel);

        ChannelHealth health(RoutedChannel channel);

        Degradations.Verdict verdict(RoutedChannel channel);

        /** The rule that took it out; null if none did. */
        @Nullable
        String ruledOutBy(RoutedChannel channel);

        double rate(RoutedChannel channel);
    }

    Explainer(RoutingSettings settings, RouteRequest request, Moment moment) {
        this.settings = settings;
        this.request = request;
        this.moment = moment;
    }

    List<Explanation.Line> lines() {
        return settings.table().channels().stream().map(this::line).toList();
    }

    private Explanation.Line line(RoutedChannel channel) {
        long minor = request.amount().minor();
        double rate = moment.rate(channel);
        Degradations.Verdict verdict = moment.verdict(channel);
        ChannelHealth health = moment.health(channel);
        return new Explanation.Line(
                channel.id(),
                why(channel, verdict, health),
                verdict.name().toLowerCase(Locale.ROOT),
                channel.weight(),
                health.words(),
                rate,
                rate * minor - channel.feeMinor(minor));
    }

    private String why(RoutedChannel channel, Degradations.Verdict verdict, ChannelHealth health) {
        long minor = request.amount().minor();
        if (!channel.methods().contains(request.method())) {
            return "method";
        } else if (request.bank() != null && !request.bank().equals(channel.bank())) {
            return "bank";
        } else if (!channel.currencies().contains(request.amount().currencyCode())) {
            return "currency";
        } else if (!channel.enabled()) {
            return "disabled";
        } else if (request.shadow() && channel.realBank()) {
            return "shadow";
        } else if (!channel.brands().isEmpty() && !channel.brands().contains(request.brand())) {
            return "brand";
        } else if (minor < channel.amountMin() || minor > channel.amountMax()) {
            return "amount";
        } else if (request.tried().contains(channel.id())) {
            return "tried";
        } else if (!moment.isUp(channel)) {
            return "down";
        } else if (verdict == Degradations.Verdict.STOPPED) {
            return "stopped";
        } else if (verdict == Degradations.Verdict.CAPPED) {
            return "capped";
        }
        String rule = moment.ruledOutBy(channel);
        if (rule != null) {
            return "rule " + rule;
        }
        return health.sharePercent() == 0 ? "health red" : "";
    }
}
