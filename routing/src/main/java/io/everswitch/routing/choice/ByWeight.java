package io.everswitch.routing.choice;

import io.everswitch.domain.port.RouteRequest;
import io.everswitch.routing.health.ChannelHealth;

/** Shares payments by weight and health. Reserves count only among themselves. Lives within one call; not thread-safe. */
final class ByWeight {
    private final RoutedChannel[] channels;
    private final ChannelHealth[] healths;
    private final RouteRequest request;
    private String why = "";

    ByWeight(RoutedChannel[] channels, ChannelHealth[] healths, RouteRequest request) {
        this.channels = channels;
        this.healths = healths;
        this.request = request;
    }

    /** The number of the chosen one among those from {@code from} to before {@code to}, of which there is at least one. */
    int choose(int from, int to) {
        int weighted = 0;
        for (int i = from; i < to; i++) {
            weighted += channels[i].weight() > 0 ? 1 : 0;
        }
        boolean reserves = weighted == 0;
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += scaled(i, reserves);
        }
        int number = from;
        double least = Double.POSITIVE_INFINITY;
        Lot lot = new Lot(request.spread());
        for (int i = from; i < to; i++) {
            double drawn = lot.draw(channels[i], (double) scaled(i, reserves), least);
            if (drawn < least) {
                least = drawn;
                number = i;
            }
        }
        why = reserves
                ? "reserve, 1 of " + (to - from)
                : "weight " + hundredths(scaled(number, false)) + " of " + hundredths(sum);
        return number;
    }

    /** Why the last one was chosen. */
    String why() {
        return why;
    }

    /** The weight that counts now. */
    double weight(int i) {
        return scaled(i, false) / 100.0;
    }

    /** Hundred times the weight that counts now; reserves count alike. */
    private long scaled(int i, boolean reserves) {
        long weight = reserves ? 1 : channels[i].weight();
        return weight * healths[i].sharePercent();
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
