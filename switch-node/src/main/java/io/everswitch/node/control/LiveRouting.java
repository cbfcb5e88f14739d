package io.everswitch.node.control;

import io.everswitch.channel.catalog.CatalogException;
import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.port.RouteDecision;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.domain.port.Router;
import io.everswitch.node.settings.SettingsBoard;
import io.everswitch.node.settings.SettingsView;
import io.everswitch.routing.choice.ChannelRouter;
import io.everswitch.routing.choice.ChannelStatuses;
import io.everswitch.routing.choice.Explanation;
import io.everswitch.routing.choice.RoutedChannel;
import io.everswitch.routing.choice.RoutingSettings;
import io.everswitch.routing.degrade.Degradation;
import io.everswitch.routing.degrade.Degradations;
import io.everswitch.routing.degrade.RateShare;
import io.everswitch.routing.health.HealthView;
import io.everswitch.routing.score.SuccessView;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routing by the catalog with the settings of the moment over it. A decision goes by one snapshot from its beginning to its end;
 * the next one goes by the new settings. Remembers the last decisions, so that a change can be tried on them before it is made.
 * Thread-safe.
 */
public final class LiveRouting implements Router, SettingsBoard.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRouting.class);

    /**
     * What the channels are at the moment, for whoever decides.
     *
     * @param node who decides; empty where nobody asks
     */
    public record Surroundings(
            ChannelStatuses statuses,
            Supplier<HealthView> health,
            SuccessView rates,
            Supplier<RateShare> share,
            Clock clock,
            String node) {
        /** Of nobody in particular. */
        public Surroundings(
                ChannelStatuses statuses,
                Supplier<HealthView> health,
                SuccessView rates,
                Supplier<RateShare> share,
                Clock clock) {
            this(statuses, health, rates, share, clock, "");
        }
    }

    private record Current(ChannelCatalog catalog, RoutingSettings settings) {}

    private final LiveCatalog live;
    private final LiveDegradations degradations;
    private final LiveRules rules;
    private final Surroundings surroundings;
    private final ChannelRouter router;
    private final RecentDecisions recent = new RecentDecisions();
    private volatile Current current;

    /** @param catalog as the file has it: what counts until settings are heard of */
    public LiveRouting(
            LiveCatalog live,
            LiveDegradations degradations,
            LiveRules rules,
            ChannelCatalog catalog,
            Surroundings surroundings) {
        this.live = live;
        this.degradations = degradations;
        this.rules = rules;
        this.surroundings = surroundings;
        this.current = new Current(catalog, RoutingSettings.of(Routes.of(catalog)));
        this.router = new ChannelRouter(
                surroundings.node(),
                surroundings.statuses(),
                new ChannelRouter.Live(
                        () -> current.settings(),
                        surroundings.health(),
                        surroundings.rates(),
                        surroundings.share(),
                        surroundings.clock()::millis));
    }

    @Override
    public RouteDecision route(RouteRequest request) {
        RouteDecision decision = router.route(request);
        recent.add(new RecordedDecision(
                request, decision.channel(), surroundings.clock().millis()));
        return decision;
    }

    /** What would be decided for a request now, and why. */
    public Explanation explain(RouteRequest request) {
        return router.explain(request);
    }

    /** How the channels are now. */
    public HealthView health() {
        return surroundings.health().get();
    }

    /** How an account at a bank could be charged now: the best of the bank's channels that take accounts. */
    public BankState state(BankId bank) {
        Current now = current;
        HealthView health = surroundings.health().get();
        BankState best = BankState.UNAVAILABLE;
        Degradations degradations = now.settings().degradations();
        long nowMs = surroundings.clock().millis();
        for (RoutedChannel channel : now.settings().table().channels()) {
            if (!channel.bank().equals(bank)
                    || !channel.enabled()
                    || !channel.methods().contains(MeansKind.BANK_ACCOUNT)) {
                continue;
            }
            Degradations.Verdict verdict = degradations.standing(channel.id(), bank, MeansKind.BANK_ACCOUNT, nowMs);
            boolean stopped = verdict == Degradations.Verdict.STOPPED;
            // Also while it is not connected: a bank that works on its systems hangs up.
            if (stopped && degradations.isMaintained(channel.id(), bank, MeansKind.BANK_ACCOUNT, nowMs)) {
                best = best == BankState.UNAVAILABLE ? BankState.MAINTENANCE : best;
            }
            if (stopped || !surroundings.statuses().isUp(channel.id())) {
                continue;
            }
            boolean sound = verdict.compareTo(Degradations.Verdict.PREFERRED) <= 0
                    && health.of(channel.id(), MeansKind.BANK_ACCOUNT).sharePercent() == 100;
            if (sound) {
                return BankState.AVAILABLE;
            }
            best = BankState.DEGRADED;
        }
        return best;
    }

    /** The catalog that decisions go by now. */
    public ChannelCatalog catalog() {
        return current.catalog();
    }

    @Override
    public void changed(SettingsView view) {
        try {
            current = snapshot(view.version(), view.values(), current.settings().degradations());
        } catch (CatalogException e) {
            // They did when they were made: the file of this node is another one. The last ones that did stay.
            LOG.error(
                    "settings version {} do not fit this node's catalog, kept are those before: {}",
                    view.version(),
                    e.getMessage());
        }
    }

    private Current snapshot(long version, Map<String, String> values, Degradations before) throws CatalogException {
        ChannelCatalog catalog = live.catalog(values);
        List<Degradation> standing = new ArrayList<>(degradations.read(values));
        catalog.channels().stream()
                .filter(entry -> entry.perSecondMax() > 0)
                .forEach(entry -> standing.add(Degradation.rateOf(entry.id(), entry.perSecondMax())));
        return new Current(
                catalog,
                new RoutingSettings(
                        version,
                        Routes.of(catalog),
                        Degradations.of(standing, before),
                        rules.read(values),
                        LiveStrategy.read(values)));
    }

    /**
     * What other settings would have done with the last minutes' decisions of this node, going by the channels' state of now.
     * Nothing is counted against any rate.
     *
     * @throws CatalogException if they do not fit the catalog
     */
    public Preview preview(Map<String, String> values) throws CatalogException {
        RoutingSettings now = current.settings();
        RoutingSettings as = new RoutingSettings(
                now.version(),
                now.table(),
                Degradations.of(now.degradations().all(), Degradations.NONE),
                now.rules(),
                now.strategy());
        RoutingSettings other =
                snapshot(now.version(), values, Degradations.NONE).settings();
        long nowMs = surroundings.clock().millis();
        return compare(recent.all(nowMs), as, other, nowMs);
    }

    /** The last decisions of this node, the oldest first: some minutes, and some thousands at most. */
    public List<RecordedDecision> decisions() {
        return recent.all(surroundings.clock().millis());
    }

    /**
     * What settings would have made of recorded decisions that other settings make of them.
     *
     * @throws CatalogException if either do not fit the catalog
     */
    public Preview replay(List<RecordedDecision> decisions, Map<String, String> before, Map<String, String> after)
            throws CatalogException {
        RoutingSettings as = snapshot(0, before, Degradations.NONE).settings();
        RoutingSettings other = snapshot(0, after, Degradations.NONE).settings();
        long lastMs =
                decisions.isEmpty() ? 0 : decisions.get(decisions.size() - 1).atMs();
        return compare(decisions, as, other, lastMs);
    }

    /**
     * What recorded payments would have come to by some settings.
     *
     * @throws CatalogException if they do not fit the catalog
     */
    public Trial.Sum trial(Trial.Plan plan, Map<String, String> values) throws CatalogException {
        return Trial.run(snapshot(0, values, Degradations.NONE).settings(), plan);
    }

    /** How often attempts succeed by channel and method, where this node has seen any. */
    public List<SeenRate> rates() {
        long nowMs = surroundings.clock().millis();
        List<SeenRate> seen = new ArrayList<>();
        for (RoutedChannel channel : current.settings().table().channels()) {
            for (MeansKind method : channel.methods()) {
                double results = surroundings.rates().results(channel.id(), method, nowMs);
                if (results > 0) {
                    double rate = surroundings.rates().rate(channel.id(), method, nowMs);
                    seen.add(new SeenRate(channel.id(), method, rate, results));
                }
            }
        }
        return seen;
    }

    private Preview compare(List<RecordedDecision> decisions, RoutingSettings as, RoutingSettings other, long nowMs) {
        AtomicLong time = new AtomicLong();
        return RecentDecisions.compare(
                decisions,
                new RecentDecisions.Side(tried(as, time::get), as.table()),
                new RecentDecisions.Side(tried(other, time::get), other.table()),
                time,
                nowMs);
    }

    /** With the whole of each rate: what other nodes decide is not among the decisions of this one. */
    private ChannelRouter tried(RoutingSettings settings, LongSupplier clock) {
        return new ChannelRouter(
                surroundings.statuses(),
                new ChannelRouter.Live(
                        () -> settings, surroundings.health(), surroundings.rates(), () -> RateShare.WHOLE, clock));
    }
}
