package io.everswitch.routing.choice;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.RouteDecision;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.routing.degrade.Degradations;
import io.everswitch.routing.health.ChannelHealth;
import io.everswitch.routing.score.Strategy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One decision while it is made: who is left, who fell for which rule. Reasons are journaled with every attempt, so there
 * are at most two, of at most {@value #REASON_CHARS_MAX} characters. Lives within one call; not thread-safe.
 */
final class Candidates {
    static final int REASON_CHARS_MAX = 200;

    private final RoutingTable.Drawer drawer;
    private final RouteRequest request;
    private final ExpectedValue.Scoring scoring;
    private final RoutedChannel[] channels;
    private final ChannelHealth[] healths;
    private int size;
    private int preferred;
    private int drained;
    private int fellShadow;
    private int fellBrand;
    private int fellAmount;
    private int fellTried;
    private int fellDown;
    private int fellRed;
    private Map<String, String> ruledOut = Map.of();
    private String rulesPassedOver = "";
    private int fellStopped;
    private int fellCapped;
    private @Nullable RoutedChannel leastBad;
    private ChannelHealth leastBadHealth = ChannelHealth.FRESH;
    private @Nullable RoutedChannel chosen;
    private String why = "no channel is left";

    Candidates(RoutingTable.Drawer drawer, RouteRequest request, ExpectedValue.Scoring scoring) {
        this.drawer = drawer;
        this.request = request;
        this.scoring = scoring;
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

    /** Adds those that operators' rules leave. */
    void ruled(RuleFilter filter) {
        ruledOut = filter.ruledOut();
        rulesPassedOver = filter.passedOver();
        for (RuleFilter.Usable each : filter.usable()) {
            if (each.ruledOutBy == null) {
                add(each.channel, each.health, each.verdict);
            }
        }
    }

    @Nullable
    String ruledOutBy(ChannelId channel) {
        return ruledOut.get(channel.value());
    }

    void down() {
        fellDown++;
    }

    /** Keeps the preferred ones in front, and the drained ones at the end. */
    void add(RoutedChannel channel, ChannelHealth health, Degradations.Verdict verdict) {
        switch (verdict) {
            case STOPPED -> fellStopped++;
            case CAPPED -> fellCapped++;
            case FREE, PREFERRED, DRAINED -> {
                if (health.sharePercent() == 0) {
                    red(channel, health);
                } else if (verdict == Degradations.Verdict.DRAINED) {
                    put(size + drained, channel, health);
                    drained++;
                } else {
                    // The first drained one makes room.
                    move(size, size + drained);
                    put(size, channel, health);
                    boolean first = verdict == Degradations.Verdict.PREFERRED && health.sharePercent() == 100;
                    if (first) {
                        move(preferred, size);
                        put(preferred, channel, health);
                        preferred++;
                    }
                    size++;
                }
            }
        }
    }

    private void red(RoutedChannel channel, ChannelHealth health) {
        fellRed++;
        if (leastBad == null || isBetter(channel, health)) {
            leastBad = channel;
            leastBadHealth = health;
        }
    }

    private void put(int at, RoutedChannel channel, ChannelHealth health) {
        channels[at] = channel;
        healths[at] = health;
    }

    private void move(int from, int to) {
        channels[to] = channels[from];
        healths[to] = healths[from];
    }

    /** The best of those that are left; null if none is. */
    @Nullable
    RoutedChannel choose() {
        if (preferred > 0) {
            byStrategy(0, preferred, "preferred, ");
        } else if (size > 0) {
            byStrategy(0, size, "");
        } else if (drained > 0) {
            byStrategy(0, drained, "drained, but no other is left, ");
        } else if (leastBad != null) {
            // A try that may fail is better than a certain failure.
            chosen = leastBad;
            why = "chose " + leastBad.id() + ": all " + fellRed + " are red, the least bad, health "
                    + leastBadHealth.words();
        } else {
            chosen = null;
            why = "no channel is left";
        }
        return chosen;
    }

    /** The chosen one may not take more in this second: it is out. */
    void capped(RoutedChannel channel) {
        fellCapped++;
        int end = size + drained;
        for (int i = 0; i < end; i++) {
            if (channels[i].equals(channel)) {
                System.arraycopy(channels, i + 1, channels, i, end - i - 1);
                System.arraycopy(healths, i + 1, healths, i, end - i - 1);
                preferred -= i < preferred ? 1 : 0;
                drained -= i >= size ? 1 : 0;
                size -= i < size ? 1 : 0;
                return;
            }
        }
        leastBad = null;
    }

    private void byStrategy(int from, int to, String how) {
        if (scoring.strategy().kind() == Strategy.Kind.WEIGHTS || to - from == 1) {
            byWeight(from, to, how);
            return;
        }
        ExpectedValue value = new ExpectedValue(channels, healths, request, scoring);
        int number = value.choose(from, to);
        chosen = channels[number];
        why = "chose " + chosen.id() + ": " + how + value.why() + ", health " + healths[number].words();
    }

    private void byWeight(int from, int to, String how) {
        int weighted = 0;
        for (int i = from; i < to; i++) {
            weighted += channels[i].weight() > 0 ? 1 : 0;
        }
        boolean reserves = weighted == 0;
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += scaledWeight(i, reserves);
        }
        int number = from;
        double least = Double.POSITIVE_INFINITY;
        for (int i = from; i < to; i++) {
            double drawn = Lot.draw(request.spread(), channels[i], (double) scaledWeight(i, reserves));
            if (drawn < least) {
                least = drawn;
                number = i;
            }
        }
        String weight = reserves
                ? "reserve, 1 of " + (to - from)
                : "weight " + hundredths(scaledWeight(number, false)) + " of " + hundredths(sum);
        chosen = channels[number];
        why = "chose " + chosen.id() + ": " + how + weight + ", health " + healths[number].words();
    }

    /** Hundred times the weight that counts now. Reserves count only among themselves, and then alike. */
    private long scaledWeight(int i, boolean reserves) {
        long weight = reserves ? 1 : channels[i].weight();
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

    /** @param version of the settings, told where there are any */
    RouteDecision decision(long version) {
        return new RouteDecision(chosen == null ? null : chosen.id(), List.of(falls(version), why));
    }

    /** Rates were used up faster than this decision could look elsewhere. */
    RouteDecision none(long version) {
        return new RouteDecision(null, List.of(falls(version), "no channel is left: rates are used up"));
    }

    private String falls(long version) {
        StringBuilder text = new StringBuilder(96)
                .append("eligible ")
                .append(size + drained)
                .append(" of ")
                .append(drawer.of());
        if (version > 0) {
            text.append(" by settings ").append(version);
        }
        int empty = text.length();
        fell(text, empty, drawer.otherBank(), "bank");
        fell(text, empty, drawer.otherCurrency(), "currency");
        fell(text, empty, drawer.disabled(), "disabled");
        fell(text, empty, fellShadow, "shadow");
        fell(text, empty, fellBrand, "brand");
        fell(text, empty, fellAmount, "amount");
        fell(text, empty, fellTried, "tried");
        fell(text, empty, fellDown, "down");
        fell(text, empty, fellStopped, "stopped");
        fell(text, empty, fellCapped, "capped");
        fell(text, empty, ruledOut.size(), "rule");
        fell(text, empty, fellRed, "health red");
        if (!rulesPassedOver.isEmpty()) {
            text.append(", passed over ").append(rulesPassedOver);
        }
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
}
