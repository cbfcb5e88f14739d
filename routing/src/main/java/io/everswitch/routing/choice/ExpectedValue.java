package io.everswitch.routing.choice;

import io.everswitch.domain.port.RouteRequest;
import io.everswitch.routing.degrade.Spread;
import io.everswitch.routing.health.ChannelHealth;
import io.everswitch.routing.score.Strategy;
import io.everswitch.routing.score.SuccessView;

/**
 * Chooses by what an attempt is worth to the merchant: success rate × amount − fee. Those that are worth about as much as the best
 * one share by weight; now and then another one is tried, so that its recovery is seen. The same request with the same rates gets
 * the same answer. Lives within one call; not thread-safe.
 */
final class ExpectedValue {
    /** Makes chances that have nothing to do with those by which weights decide. */
    private static final long EXPLORE = 0x6a09e667f3bcc909L;

    private static final long SHARE = 0xbb67ae8584caa73bL;

    private static final int PERCENT = 100;
    /** Whoever is at the floor is as good as nobody, but somebody. */
    private static final double LEAST_PART = 0.001;

    /** What it goes by. */
    record Scoring(Strategy strategy, SuccessView rates, long nowMs) {}

    private final RoutedChannel[] channels;
    private final ChannelHealth[] healths;
    private final RouteRequest request;
    private final Scoring scoring;
    private final double[] worth;
    private double best;
    private String why = "";
    private boolean explored;

    ExpectedValue(RoutedChannel[] channels, ChannelHealth[] healths, RouteRequest request, Scoring scoring) {
        this.channels = channels;
        this.healths = healths;
        this.request = request;
        this.scoring = scoring;
        this.worth = new double[channels.length];
    }

    /** The number of the chosen one among those from {@code from} to before {@code to}, of which there is at least one. */
    int choose(int from, int to) {
        boolean reserves = !hasWeight(from, to);
        best = Double.NEGATIVE_INFINITY;
        boolean shared = false;
        for (int i = from; i < to; i++) {
            worth[i] = worth(i);
            if (counts(i, reserves) && hasItsShare(i) && (!shared || worth[i] > best)) {
                best = worth[i];
                shared = true;
            }
        }
        // Nobody's health leaves it a share for this payment: then the best of them takes it.
        for (int i = from; i < to && !shared; i++) {
            best = counts(i, reserves) ? Math.max(best, worth[i]) : best;
        }
        long minor = request.amount().minor();
        double floor = best - (double) minor * scoring.strategy().bandPercent() / PERCENT;
        if (explores(minor)) {
            int other = pick(
                    from,
                    to,
                    floor,
                    i -> counts(i, reserves) && worth[i] < floor && healths[i].sharePercent() == PERCENT);
            if (other >= 0) {
                explored = true;
                why = "explores, " + words(other);
                return other;
            }
        }
        boolean someShared = shared;
        int chosen =
                pick(from, to, floor, i -> counts(i, reserves) && worth[i] >= floor && (!someShared || hasItsShare(i)));
        why = words(chosen);
        return chosen;
    }

    /** Why the last one was chosen. */
    String why() {
        return why;
    }

    /** Whether the last one was chosen to see how it does now. */
    boolean explored() {
        return explored;
    }

    /** Of one that was chosen among. */
    double worthOf(int i) {
        return worth[i];
    }

    private interface Fits {
        boolean test(int i);
    }

    /** One of those that fit, by weight; −1 if none does. */
    private int pick(int from, int to, double floor, Fits fits) {
        int number = -1;
        double least = Double.POSITIVE_INFINITY;
        Lot lot = new Lot(request.spread());
        for (int i = from; i < to; i++) {
            double drawn = fits.test(i) ? lot.draw(channels[i], part(i, floor), least) : Double.POSITIVE_INFINITY;
            if (drawn < least) {
                least = drawn;
                number = i;
            }
        }
        return number;
    }

    /**
     * Of those that are alike the better ones get more: the weight times the square of how far it is above the band's floor, so that
     * where rates do not differ the cheaper one has most, and one at the floor next to nothing.
     */
    private double part(int i, double floor) {
        double above = worth[i] - floor;
        // Without a band all that are left are the best; and whoever is explored is no better than another.
        double share = above < 0 || floor >= best ? 1 : above / (best - floor);
        return Math.max(LEAST_PART, Math.max(1, channels[i].weight()) * share * share);
    }

    private boolean explores(long minor) {
        return minor <= scoring.strategy().explorationAmountMax()
                && Long.remainderUnsigned(Spread.mix(request.spread() ^ EXPLORE), PERCENT)
                        < scoring.strategy().explorationPercent();
    }

    private boolean hasWeight(int from, int to) {
        for (int i = from; i < to; i++) {
            if (channels[i].weight() > 0) {
                return true;
            }
        }
        return false;
    }

    /** Reserves count only among themselves. */
    private boolean counts(int i, boolean reserves) {
        return reserves || channels[i].weight() > 0;
    }

    /** A channel in trouble gets its health's share of the payments that it would get, however good it looks. */
    private boolean hasItsShare(int i) {
        int share = healths[i].sharePercent();
        return share == PERCENT
                || Long.remainderUnsigned(
                                Spread.mix(request.spread()
                                        ^ SHARE
                                        ^ channels[i].id().value().hashCode()),
                                PERCENT)
                        < share;
    }

    private double worth(int i) {
        long minor = request.amount().minor();
        return rate(i) * minor - channels[i].feeMinor(minor);
    }

    private double rate(int i) {
        return scoring.rates().rate(channels[i].id(), request.method(), scoring.nowMs());
    }

    private String words(int i) {
        long thousandths = Math.round(rate(i) * 1_000);
        return "worth " + Math.round(worth[i]) + ": rate " + thousandths / 1_000 + '.'
                + Long.toString(1_000 + thousandths % 1_000).substring(1) + ", fee "
                + channels[i].feeMinor(request.amount().minor());
    }
}
