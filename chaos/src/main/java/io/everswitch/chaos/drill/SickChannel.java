package io.everswitch.chaos.drill;

import io.everswitch.chaos.check.SwitchView;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What attempts and payments tell of a channel whose bank was ill for a while. A payment belongs to the second in which its
 * first attempt began; it is a success if it ended as one.
 *
 * @param shareBefore part of all first attempts that began at the channel before it was ill
 * @param shareMoved the same from when all nodes had found out until the bank was well again
 * @param shareAfter the same after all nodes had let it back in
 * @param successBefore part of the payments that succeeded, before it was ill
 * @param successLowest the lowest over {@value #SLIDING_S} seconds since
 * @param fallenSeconds the longest time for which the success was lower than before by more than the share that the channel had
 */
record SickChannel(
        double shareBefore,
        double shareMoved,
        double shareAfter,
        double successBefore,
        double successLowest,
        int fallenSeconds) {
    /** Some dozens of payments: a second alone is mostly chance. */
    static final int SLIDING_S = 5;

    /**
     * All in microseconds since 1970.
     *
     * @param from what came earlier is warm-up
     * @param movedAt from when its traffic must be elsewhere
     * @param backAt from when its traffic must be back
     */
    record Span(long from, long illAt, long movedAt, long wellAt, long backAt) {}

    /** Payments of one second. */
    private static final class Second {
        private int all;
        private int succeeded;
    }

    /** First attempts, all and at the channel. */
    private static final class Share {
        private long all;
        private long at;

        void count(boolean isAt) {
            all++;
            at += isAt ? 1 : 0;
        }

        double part() {
            return all == 0 ? 0 : (double) at / all;
        }
    }

    static SickChannel of(String channel, Collection<SwitchView> payments, Span span) {
        Share before = new Share();
        Share moved = new Share();
        Share after = new Share();
        TreeMap<Long, Second> seconds = new TreeMap<>();
        for (SwitchView payment : payments) {
            if (payment.attempts().isEmpty()) {
                continue;
            }
            SwitchView.AttemptView first = payment.attempts().get(0);
            long at = first.createdAtMicros();
            if (at < span.from()) {
                continue;
            }
            boolean here = first.channel().equals(channel);
            if (at < span.illAt()) {
                before.count(here);
            } else if (at >= span.movedAt() && at < span.wellAt()) {
                moved.count(here);
            } else if (at >= span.backAt()) {
                after.count(here);
            }
            Second second = seconds.computeIfAbsent(at / 1_000_000, s -> new Second());
            second.all++;
            second.succeeded += payment.status().equals("succeeded") ? 1 : 0;
        }
        long illSecond = span.illAt() / 1_000_000;
        double successBefore = success(seconds.headMap(illSecond));
        double lowest = 1;
        int fallen = 0;
        int longest = 0;
        if (!seconds.isEmpty()) {
            for (long s = illSecond; s <= seconds.lastKey() - SLIDING_S + 1; s++) {
                double now = success(seconds.subMap(s, s + SLIDING_S));
                lowest = Math.min(lowest, now);
                fallen = successBefore - now > before.part() ? fallen + 1 : 0;
                longest = Math.max(longest, fallen);
            }
        }
        return new SickChannel(before.part(), moved.part(), after.part(), successBefore, lowest, longest);
    }

    /** 1 where nothing was tried. */
    private static double success(Map<Long, Second> seconds) {
        int all = seconds.values().stream().mapToInt(second -> second.all).sum();
        int succeeded =
                seconds.values().stream().mapToInt(second -> second.succeeded).sum();
        return all == 0 ? 1 : (double) succeeded / all;
    }
}
