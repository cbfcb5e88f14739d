package io.everswitch.routing.choice;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.RouteDecision;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.routing.health.ChannelHealth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One decision while it is made: who is left, who fell for which rule. Reasons are journaled with every attempt, so there
 * are at most two, of at most {@value #REASON_CHARS_MAX} characters. Lives within one call; not thread-safe.
 */
final class Candidates {
    static final int REASON_CHARS_MAX = 200;

    private final RoutingTable.Drawer drawer;
    private final RouteRequest request;
    private final RoutedChannel[] channels;
    private final ChannelHealth[] healths;
    private int size;
    private int weighted;
    private int fellShadow;
    private int fellBrand;
    private int fellAmount;
    private int fellTried;
    private int fellDown;
    private int fellRed;
    private @Nullable RoutedChannel leastBad;
    private ChannelHealth leastBadHealth = ChannelHealth.FRESH;

    Candidates(RoutingTable.Drawer drawer, RouteRequest request) {
        this.drawer = drawer;
        this.request = request;
        this.channels = new RoutedChannel[drawer.channels().size()];
        this.healths = new ChannelHealth[channels.length];
    }

    /** The rules that the request and the catalog decide by themselves; counts what falls. */
    boolean passesRules(RoutedChannel channel) {
        long minor = request.amount().minor();
        if (request.shadow() && channel.realBank()) {
            fellShadow++;
        } else if (!channel.brands().isEmpty() && !channel.brands().contains(request.brand())) {
            fellBrand++;
        } else if (minor < channel.amountMin() || minor > channel.amountMax()) {
            fellAmount++;
        } else if (request.tried().contains(channel.id())) {
            fellTried++;
        } else {
            return true;
        }
        return false;
    }

    void down() {
        fellDown++;
    }

    void add(RoutedChannel channel, ChannelHealth health) {
        if (health.sharePercent() == 0) {
            fellRed++;
            if (leastBad == null || isBetter(channel, health)) {
                leastBad = channel;
                leastBadHealth = health;
            }
            return;
        }
        channels[size] = channel;
        healths[size] = health;
        size++;
        weighted += channel.weight() > 0 ? 1 : 0;
    }

    RouteDecision decide() {
        if (size > 0) {
            return byWeight();
        }
        if (leastBad != null) {
            // A try that may fail is better than a certain failure.
            return decision(
                    leastBad.id(),
                    "chose " + leastBad.id() + ": all " + fellRed + " are red, the least bad, health "
                            + leastBadHealth.words());
        }
        return decision(null, "no channel is left");
    }

    private RouteDecision byWeight() {
        long sum = 0;
        for (int i = 0; i < size; i++) {
            sum += scaledWeight(i);
        }
        // The low bits of a spread may be poor, and the sum is far below 2^63: mixed, the remainder is as good as even.
        long at = Long.remainderUnsigned(mix(request.spread()), sum);
        int chosen = -1;
        while (at >= 0) {
            chosen++;
            at -= scaledWeight(chosen);
        }
        String weight = weighted == 0
                ? "reserve, 1 of " + size
                : "weight " + hundredths(scaledWeight(chosen)) + " of " + hundredths(sum);
        return decision(
                channels[chosen].id(),
                "chose " + channels[chosen].id() + ": " + weight + ", health " + healths[chosen].words());
    }

    /** Hundred times the weight that counts now. Reserves count only among themselves, and then alike. */
    private long scaledWeight(int i) {
        long weight = weighted == 0 ? 1 : channels[i].weight();
        return weight * healths[i].sharePercent();
    }

    /** Of two red ones: the lower fault rate, then the one that costs less; else the first. */
    private boolean isBetter(RoutedChannel channel, ChannelHealth health) {
        int rate = Integer.compare(health.faultyPercent(), leastBadHealth.faultyPercent());
        if (rate != 0 || leastBad == null) {
            return rate < 0;
        }
        long minor = request.amount().minor();
        return channel.feeMinor(minor) < leastBad.feeMinor(minor);
    }

    private RouteDecision decision(@Nullable ChannelId channel, String why) {
        return new RouteDecision(channel, List.of(falls(), why));
    }

    private String falls() {
        StringBuilder text = new StringBuilder(96)
                .append("eligible ")
                .append(size)
                .append(" of ")
                .append(drawer.of());
        int empty = text.length();
        fell(text, empty, drawer.otherBank(), "bank");
        fell(text, empty, drawer.otherCurrency(), "currency");
        fell(text, empty, drawer.disabled(), "disabled");
        fell(text, empty, fellShadow, "shadow");
        fell(text, empty, fellBrand, "brand");
        fell(text, empty, fellAmount, "amount");
        fell(text, empty, fellTried, "tried");
        fell(text, empty, fellDown, "down");
        fell(text, empty, fellRed, "health red");
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

    private static String hundredths(long scaled) {
        long whole = scaled / 100;
        long part = scaled % 100;
        if (part == 0) {
            return Long.toString(whole);
        }
        return whole + (part < 10 ? ".0" : ".") + part;
    }

    /** Spreads every bit of a number over all bits, one to one: the finalizer of SplitMix64. */
    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
