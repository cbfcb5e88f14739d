package io.everswitch.node.control;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.routing.choice.ChannelRouter;
import io.everswitch.routing.choice.RoutedChannel;
import io.everswitch.routing.choice.RoutingSettings;
import io.everswitch.routing.degrade.RateShare;
import io.everswitch.routing.health.ChannelHealth;
import io.everswitch.routing.score.SuccessRates;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Recorded payments once more, by some settings: each first attempt is decided anew and succeeds with the probability that was seen
 * at its channel. A payment's luck is the same whatever the settings, so two trials differ in what was chosen alone. The router
 * begins knowing nothing and learns from what comes of it, as a node does. Health is left out. Lives within one call.
 */
public final class Trial {
    /**
     * What came of it.
     *
     * @param attempts first attempts that found a channel
     * @param amount of all of them, in minor units of whatever currency
     * @param fee of those that were approved
     */
    public record Sum(long attempts, long amount, long approved, long approvedAmount, long fee) {}

    /**
     * What to try with.
     *
     * @param rounds how often the recording is played, one after the other: a short one teaches the router little
     * @param seed of all luck
     */
    public record Plan(List<RecordedDecision> decisions, List<SeenRate> rates, int rounds, long seed) {
        public Plan {
            decisions = List.copyOf(decisions);
            rates = List.copyOf(rates);
        }
    }

    private final Map<MeansKind, Map<ChannelId, Double>> truth = new EnumMap<>(MeansKind.class);
    private final Map<ChannelId, RoutedChannel> channels = new HashMap<>();
    private final SuccessRates learnt = new SuccessRates();
    private final AtomicLong now = new AtomicLong();
    private final ChannelRouter router;
    private Sum sum = new Sum(0, 0, 0, 0, 0);

    private Trial(RoutingSettings settings, List<SeenRate> rates) {
        rates.forEach(each ->
                truth.computeIfAbsent(each.method(), method -> new HashMap<>()).put(each.channel(), each.rate()));
        settings.table().channels().forEach(channel -> channels.put(channel.id(), channel));
        router = new ChannelRouter(
                id -> true,
                new ChannelRouter.Live(
                        () -> settings, () -> id -> ChannelHealth.FRESH, learnt, () -> RateShare.WHOLE, now::get));
    }

    static Sum run(RoutingSettings settings, Plan plan) {
        Trial trial = new Trial(settings, plan.rates());
        List<RecordedDecision> all = plan.decisions();
        if (all.isEmpty()) {
            return trial.sum;
        }
        long firstMs = all.get(0).atMs();
        long lengthMs = all.get(all.size() - 1).atMs() - firstMs + 1_000;
        for (int round = 0; round < plan.rounds(); round++) {
            for (RecordedDecision one : all) {
                trial.now.set(one.atMs() + round * lengthMs);
                // A second attempt is there because of what came of the first one then.
                if (one.request().tried().isEmpty()) {
                    trial.pay(one.request(), plan.seed() + round);
                }
            }
        }
        return trial.sum;
    }

    private void pay(RouteRequest recorded, long seed) {
        SplittableRandom luck = new SplittableRandom(recorded.spread() ^ seed * 0x9e3779b97f4a7c15L);
        RouteRequest request = new RouteRequest(
                recorded.merchant(),
                recorded.method(),
                recorded.bank(),
                recorded.brand(),
                recorded.amount(),
                recorded.tried(),
                recorded.shadow(),
                luck.nextLong());
        double drawn = luck.nextDouble();
        ChannelId chosen = router.route(request).channel();
        RoutedChannel channel = chosen == null ? null : channels.get(chosen);
        if (chosen == null || channel == null) {
            return;
        }
        double rate = truth.getOrDefault(request.method(), Map.of()).getOrDefault(chosen, SuccessRates.PRIOR_RATE);
        boolean good = drawn < rate;
        learnt.record(chosen, request.method(), good, now.get());
        long minor = request.amount().minor();
        sum = new Sum(
                sum.attempts() + 1,
                sum.amount() + minor,
                sum.approved() + (good ? 1 : 0),
                sum.approvedAmount() + (good ? minor : 0),
                sum.fee() + (good ? channel.feeMinor(minor) : 0));
    }
}
