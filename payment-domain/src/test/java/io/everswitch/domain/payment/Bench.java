package io.everswitch.domain.payment;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.means.CardMeans;
import io.everswitch.domain.means.Means;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.ChannelPort;
import io.everswitch.domain.port.ChannelProfile;
import io.everswitch.domain.port.Channels;
import io.everswitch.domain.port.RouteDecision;
import io.everswitch.domain.port.RouteRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One payment between fake channels and a clock that the test moves. Used by one thread. */
final class Bench {
    static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    static final Money AMOUNT = Money.of(1000, "USD");
    static final PaymentId ID = PaymentId.create(START, 7, 0, new java.util.Random(7));
    static final Duration EXPIRES_IN = Duration.ofMinutes(15);

    final Map<ChannelId, ChannelPort> catalog = new LinkedHashMap<>();
    final List<PaymentFact> facts = new ArrayList<>();
    /** In the router's catalog, but not in the node's any more. */
    final Set<ChannelId> lost = new HashSet<>();

    final List<RouteRequest> routed = new ArrayList<>();
    PaymentPolicy policy = PaymentPolicy.DEFAULT;
    Instant now = START;

    @Nullable
    Payment payment;

    Bench(ChannelProfile.Resolution resolution, int channels) {
        for (int i = 1; i <= channels; i++) {
            FakeChannel channel = new FakeChannel("c" + i, resolution);
            catalog.put(channel.profile().id(), channel);
        }
    }

    Payment payment() {
        return java.util.Objects.requireNonNull(payment);
    }

    Decision decide(PaymentCommand command) {
        return PaymentRules.decide(payment, command, surroundings());
    }

    Decision tell(PaymentCommand command) {
        Decision decision = decide(command);
        for (PaymentFact fact : decision.facts()) {
            payment = PaymentRules.apply(payment, fact);
            facts.add(fact);
        }
        return decision;
    }

    Surroundings surroundings() {
        Channels channels = id -> {
            ChannelPort channel = catalog.get(id);
            if (channel == null || lost.contains(id)) {
                throw new IllegalArgumentException("no channel " + id);
            }
            return channel;
        };
        return new Surroundings(now, 42, this::route, channels, policy);
    }

    private RouteDecision route(RouteRequest request) {
        routed.add(request);
        for (ChannelId id : catalog.keySet()) {
            if (!request.tried().contains(id)) {
                return new RouteDecision(id, List.of("first that was not tried"));
            }
        }
        return new RouteDecision(null, List.of("all tried"));
    }

    static PaymentCommand.Create create(String order, String contentHash) {
        return new PaymentCommand.Create(
                ID,
                new MerchantId("m1"),
                order,
                AMOUNT,
                "two tickets",
                null,
                null,
                Map.of(),
                false,
                contentHash,
                EXPIRES_IN);
    }

    static Means card() {
        return new CardMeans(new Sealed("k1", "box"), "visa", "4242", 12, 2030);
    }
}
