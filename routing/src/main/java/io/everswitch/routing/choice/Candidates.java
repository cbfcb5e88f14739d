package io.everswitch.routing.choice;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.routing.degrade.Degradations;
import io.everswitch.routing.health.ChannelHealth;
import io.everswitch.routing.score.Strategy;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One decision while it is made: who is left, who fell for which rule. Reasons are journaled with every attempt, so there
 * are at most two, of at most {@value #REASON_CHARS_MAX} characters. Lives within one call; not thread-safe.
 */
final class Candidates {
    static final int REASON_CHARS_MAX = 200;

    private final RouteRequest request;
    private final ExpectedValue.Scoring scoring;
    private final long version;
    private final RoutedChannel[] channels;
    private final ChannelHealth[] healths;
    private int size;
    private int preferred;
    private int drained;
    private final Falls falls;
    private Map<String, String> ruledOut = Map.of();
    private String rulesPassedOver = "";
    private @Nullable RoutedChannel leastBad;
    private ChannelHealth leastBadHealth = ChannelHealth.FRESH;
    private @Nullable RoutedChannel chosen;
    private String why = "no channel is left";
    private How how = How.NONE;
    private int poolFrom;
    private int poolTo;
    private int chosenAt = -1;
    private IntToDoubleFunction scores = i -> 0;

    /** How a decision came to its channel. */
    enum How {
        WEIGHED("by_weight"),
        VALUED("by_worth"),
        EXPLORED("explored"),
        LEAST_BAD("least_bad"),
        NONE("none"),
        RATES_USED_UP("rates_used_up");

        private final String word;

        How(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    Candidates(RoutingTable.Drawer drawer, RouteRequest request, ExpectedValue.Scoring scoring, long version) {
        this.falls = new Falls(drawer);
        this.request = request;
        this.scoring = scoring;
        this.version = version;
        this.channels = new RoutedChannel[drawer.channels().size()];
        this.healths = new ChannelHealth[channels.length];
    }

    /** The rules that the request and the catalog decide by themselves; counts what falls. */
    boolean passesRules(RoutedChannel channel) {
        long minor = request.amount().minor();
        if (request.shadow() && channel.realBank()) {
            falls.add(Falls.Why.SHADOW, channel);
        } else if (!channel.brands().isEmpty() && !channel.brands().contains(request.brand())) {
            falls.add(Falls.Why.BRAND, channel);
        } else if (minor < channel.amountMin() || minor > channel.amountMax()) {
            falls.add(Falls.Why.AMOUNT, channel);
        } else if (request.tried().contains(channel.id())) {
            falls.add(Falls.Why.TRIED, channel);
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
            } else {
                falls.add(Falls.Why.RULE, each.channel);
            }
        }
    }

    @Nullable
    String ruledOutBy(ChannelId channel) {
        return ruledOut.get(channel.value());
    }

    void down(RoutedChannel channel) {
        falls.add(Falls.Why.DOWN, channel);
    }

    /** Keeps the preferred ones in front, and the drained ones at the end. */
    void add(RoutedChannel channel, ChannelHealth health, Degradations.Verdict verdict) {
        switch (verdict) {
            case STOPPED -> falls.add(Falls.Why.STOPPED, channel);
            case CAPPED -> falls.add(Falls.Why.CAPPED, channel);
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
        falls.add(Falls.Why.RED, channel);
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
        poolFrom = 0;
        poolTo = 0;
        chosenAt = -1;
        if (preferred > 0) {
            byStrategy(0, preferred, "preferred, ");
        } else if (size > 0) {
            byStrategy(0, size, "");
        } else if (drained > 0) {
            byStrategy(0, drained, "drained, but no other is left, ");
        } else if (leastBad != null) {
            // A try that may fail is better than a certain failure.
            how = How.LEAST_BAD;
            chosen = leastBad;
            why = "chose " + leastBad.id() + ": all " + falls.count(Falls.Why.RED) + " are red, the least bad, health "
                    + leastBadHealth.words();
        } else {
            chosen = null;
            how = How.NONE;
            why = "no channel is left";
        }
        return chosen;
    }

    /** The chosen one may not take more in this second: it is out. */
    void capped(RoutedChannel channel) {
        falls.add(Falls.Why.CAPPED, channel);
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

    private void byStrategy(int from, int to, String prefix) {
        poolFrom = from;
        poolTo = to;
        int number;
        String reason;
        if (scoring.strategy().kind() == Strategy.Kind.WEIGHTS || to - from == 1) {
            ByWeight weights = new ByWeight(channels, healths, request);
            number = weights.choose(from, to);
            scores = weights::weight;
            how = How.WEIGHED;
            reason = weights.why();
        } else {
            ExpectedValue value = new ExpectedValue(channels, healths, request, scoring);
            number = value.choose(from, to);
            scores = value::worthOf;
            how = value.explored() ? How.EXPLORED : How.VALUED;
            reason = value.why();
        }
        chosen = channels[number];
        chosenAt = number;
        why = "chose " + chosen.id() + ": " + prefix + reason + ", health " + healths[number].words();
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

    /** For people. */
    List<String> reasons() {
        return List.of(falls.words(size + drained, version, rulesPassedOver), why);
    }

    /** Rates were used up faster than this decision could look elsewhere. */
    void giveUp() {
        chosen = null;
        how = How.RATES_USED_UP;
        poolFrom = 0;
        poolTo = 0;
        why = "no channel is left: rates are used up";
    }

    @Nullable
    RoutedChannel chosen() {
        return chosen;
    }

    How how() {
        return how;
    }

    Falls falls() {
        return falls;
    }

    String rulesPassedOver() {
        return rulesPassedOver;
    }

    /** The chosen one among those of the pool; −1 if it is not of the pool but the least bad of the red ones, or there is none. */
    int chosenAt() {
        return chosenAt;
    }

    /** The first of those that the strategy chose among; they are those from here to before {@link #poolTo}. */
    int poolFrom() {
        return poolFrom;
    }

    int poolTo() {
        return poolTo;
    }

    /** Those that could be chosen, without the drained ones. */
    int free() {
        return size;
    }

    int drained() {
        return drained;
    }

    RoutedChannel channel(int i) {
        return channels[i];
    }

    ChannelHealth health(int i) {
        return healths[i];
    }

    /** What the strategy went by: what one of the pool is worth, or the weight that counts now. */
    double score(int i) {
        return scores.applyAsDouble(i);
    }
}
