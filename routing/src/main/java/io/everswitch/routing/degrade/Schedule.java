package io.everswitch.routing.degrade;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;

/**
 * When a degradation stands: always, once, or every week for some time, as banks announce their maintenance. Immutable but for what
 * was last worked out, so that a decision costs a comparison; thread-safe.
 */
public abstract sealed class Schedule {
    /** All the time. */
    public static final Schedule ALWAYS = new Once(Instant.MIN, Instant.MAX);

    /** Longest time in a week: the next one would meet it. */
    public static final Duration WEEKLY_MAX = Duration.ofDays(6);

    /** Whether it is on between two moments, epoch milliseconds, the first one included. */
    private record Known(long fromMs, long untilMs, boolean on) {}

    private volatile Known known = new Known(0, 0, false);

    private Schedule() {}

    /** Once, from a moment to another, which is not in it any more. */
    public static Schedule once(Instant from, Instant until) {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("until must be after from");
        }
        return new Once(from, until);
    }

    /**
     * Every week.
     *
     * @param at of the wall clock; where summer time skips it, an hour later on that day
     * @param lasts 1 minute … {@link #WEEKLY_MAX}
     */
    public static Schedule weekly(DayOfWeek day, LocalTime at, Duration lasts, ZoneId zone) {
        if (lasts.compareTo(Duration.ofMinutes(1)) < 0 || lasts.compareTo(WEEKLY_MAX) > 0) {
            throw new IllegalArgumentException("a weekly time must last 1 minute to 6 days");
        }
        return new Weekly(day, at, lasts, zone);
    }

    /** Whether it stands at that time, epoch milliseconds. */
    public final boolean isOn(long nowMs) {
        Known last = known;
        if (nowMs < last.fromMs() || nowMs >= last.untilMs()) {
            last = around(nowMs);
            known = last;
        }
        return last.on();
    }

    /** What holds then, and for how long. */
    abstract Known around(long nowMs);

    private static final class Once extends Schedule {
        private final long fromMs;
        private final long untilMs;

        Once(Instant from, Instant until) {
            fromMs = from.equals(Instant.MIN) ? Long.MIN_VALUE : from.toEpochMilli();
            untilMs = until.equals(Instant.MAX) ? Long.MAX_VALUE : until.toEpochMilli();
        }

        @Override
        Known around(long nowMs) {
            if (nowMs < fromMs) {
                return new Known(Long.MIN_VALUE, fromMs, false);
            }
            return nowMs < untilMs ? new Known(fromMs, untilMs, true) : new Known(untilMs, Long.MAX_VALUE, false);
        }
    }

    private static final class Weekly extends Schedule {
        private final DayOfWeek day;
        private final LocalTime at;
        private final Duration lasts;
        private final ZoneId zone;

        Weekly(DayOfWeek day, LocalTime at, Duration lasts, ZoneId zone) {
            this.day = day;
            this.at = at;
            this.lasts = lasts;
            this.zone = zone;
        }

        @Override
        Known around(long nowMs) {
            ZonedDateTime now = Instant.ofEpochMilli(nowMs).atZone(zone);
            ZonedDateTime begun = now.toLocalDate()
                    .with(TemporalAdjusters.previousOrSame(day))
                    .atTime(at)
                    .atZone(zone);
            if (begun.isAfter(now)) {
                begun = begun.toLocalDate().minusWeeks(1).atTime(at).atZone(zone);
            }
            long fromMs = begun.toInstant().toEpochMilli();
            long untilMs = fromMs + lasts.toMillis();
            if (nowMs < untilMs) {
                return new Known(fromMs, untilMs, true);
            }
            ZonedDateTime next = begun.toLocalDate().plusWeeks(1).atTime(at).atZone(zone);
            return new Known(untilMs, next.toInstant().toEpochMilli(), false);
        }
    }
}
