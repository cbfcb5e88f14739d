package io.everswitch.routing.choice;

import io.everswitch.domain.port.RouteDecision;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.domain.port.Router;
import io.everswitch.routing.degrade.Degradations;
import io.everswitch.routing.degrade.RateShare;
import io.everswitch.routing.health.ChannelHealth;
import io.everswitch.routing.health.HealthView;
import io.everswitch.routing.score.SuccessView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the channel of an attempt: drops what may not be used, counts why, and lets the weights decide among the rest.
 * The same request with the same settings, statuses, health and rates always gets the same answer. Thread-safe; every decision
 * goes by the settings and the health of one moment.
 */
public final class ChannelRouter implements Router {
    /** A rate may be used up between looking and taking; then the next best is asked, and so on, but not for ever. */
    private static final int TRIES_MAX = 4;

    /**
     * What changes while the switch runs. All are asked once per decision.
     *
     * @param settings the snapshot to go by
     * @param health the view of that moment
     * @param rates how likely attempts are to be approved
     * @param share this node's part of the rates
     * @param clockMs milliseconds since 1970
     */
    public record Live(
            Supplier<RoutingSettings> settings,
            Supplier<HealthView> health,
            SuccessView rates,
            Supplier<RateShare> share,
            LongSupplier clockMs) {}

    private final ChannelStatuses statuses;
    private final Live live;
    private final String node;

    /** @param node which decides, as it stands in the grounds of its decisions */
    public ChannelRouter(String node, ChannelStatuses statuses, Live live) {
        this.node = node;
        this.statuses = statuses;
        this.live = live;
    }

    public ChannelRouter(ChannelStatuses statuses, Live live) {
        this("", statuses, live);
    }

    /** By one table for ever. */
    public ChannelRouter(RoutingTable table, ChannelStatuses statuses, Supplier<HealthView> health) {
        this(statuses, fixed(RoutingSettings.of(table), health));
    }

    private static Live fixed(RoutingSettings settings, Supplier<HealthView> health) {
        return new Live(() -> settings, health, SuccessView.ALIKE, () -> RateShare.WHOLE, () -> 0);
    }

    private Moment moment() {
        return new Moment(
                node,
                live.settings().get(),
                live.health().get(),
                live.share().get(),
                live.clockMs().getAsLong());
    }

    @Override
    public RouteDecision route(RouteRequest request) {
        Moment moment = moment();
        Candidates candidates = candidates(moment, request);
        Degradations degradations = moment.settings().degradations();
        RoutedChannel chosen = candidates.choose();
        for (int tries = 1; chosen != null; tries++) {
            if (degradations.take(chosen.id(), chosen.bank(), request, moment.share(), moment.nowMs())) {
                break;
            }
            candidates.capped(chosen);
            if (tries == TRIES_MAX) {
                candidates.giveUp();
                break;
            }
            chosen = candidates.choose();
        }
        return decision(moment, request, candidates);
    }

    private RouteDecision decision(Moment moment, RouteRequest request, Candidates candidates) {
        RoutedChannel chosen = candidates.chosen();
        return new RouteDecision(
                chosen == null ? null : chosen.id(),
                candidates.reasons(),
                new GroundsWriter(moment, request, live.rates(), candidates).write());
    }

    /** What would be decided now, and why for each channel. */
    public Explanation explain(RouteRequest request) {
        Moment moment = moment();
        Candidates candidates = candidates(moment, request);
        candidates.choose();
        Explainer explainer = new Explainer(moment.settings(), request, new Explainer.Moment() {
            @Override
            public boolean isUp(RoutedChannel channel) {
                return statuses.isUp(channel.id());
            }

            @Override
            public ChannelHealth health(RoutedChannel channel) {
                return moment.health().of(channel.id(), request.method());
            }

            @Override
            public Degradations.Verdict verdict(RoutedChannel channel) {
                return moment.verdict(channel, request);
            }

            @Override
            public @Nullable String ruledOutBy(RoutedChannel channel) {
                return candidates.ruledOutBy(channel.id());
            }

            @Override
            public double rate(RoutedChannel channel) {
                return live.rates().rate(channel.id(), request.method(), moment.nowMs());
            }
        });
        return new Explanation(
                decision(moment, request, candidates), moment.settings().version(), explainer.lines());
    }

    private Candidates candidates(Moment moment, RouteRequest request) {
        RoutingSettings settings = moment.settings();
        RoutingTable.Drawer drawer =
                settings.table().drawer(request.method(), request.amount().currencyCode(), request.bank());
        Candidates candidates = new Candidates(
                drawer,
                request,
                new ExpectedValue.Scoring(settings.strategy(), live.rates(), moment.nowMs()),
                settings.version());
        // Without rules a decision needs no list of its own: it is made thousands of times a second.
        List<RuleFilter.Usable> usable = settings.rules().isEmpty() ? null : new ArrayList<>();
        List<RoutedChannel> channels = drawer.channels();
        for (int i = 0; i < channels.size(); i++) {
            RoutedChannel channel = channels.get(i);
            if (!candidates.passesRules(channel)) {
                continue;
            }
            if (!statuses.isUp(channel.id())) {
                candidates.down(channel);
                continue;
            }
            ChannelHealth channelHealth = moment.health().of(channel.id(), request.method());
            Degradations.Verdict verdict =
                    settings.degradations().isEmpty() ? Degradations.Verdict.FREE : moment.verdict(channel, request);
            if (usable == null) {
                candidates.add(channel, channelHealth, verdict);
            } else {
                usable.add(new RuleFilter.Usable(channel, channelHealth, verdict));
            }
        }
        if (usable != null) {
            RuleFilter filter = new RuleFilter(usable);
            filter.apply(settings.rules(), request, moment.nowMs());
            candidates.ruled(filter);
        }
        return candidates;
    }
}
