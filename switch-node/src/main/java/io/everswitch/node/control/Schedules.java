package io.everswitch.node.control;

import io.everswitch.routing.degrade.Schedule;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads when a setting stands: {@code from} and {@code until}, or {@code weekly}, {@code minutes} and {@code zone}. Stateless. */
final class Schedules {
    private static final Pattern WEEKLY =
            Pattern.compile("(MON|TUE|WED|THU|FRI|SAT|SUN) ([01][0-9]|2[0-3]):([0-5][0-9])");

    private Schedules() {}

    /** {@link Schedule#ALWAYS} if no field of it is there, or any is wrong, which is then told. */
    static Schedule read(ObjectValue object) {
        boolean once = object.has("from") || object.has("until");
        boolean weekly = object.has("weekly") || object.has("minutes") || object.has("zone");
        if (once && weekly) {
            object.wrong("must not have both from or until, and weekly");
            return Schedule.ALWAYS;
        }
        return once ? once(object) : weekly ? weekly(object) : Schedule.ALWAYS;
    }

    private static Schedule once(ObjectValue object) {
        Instant from = time(object, "from");
        Instant until = time(object, "until");
        if (from == null || until == null) {
            return Schedule.ALWAYS;
        }
        if (!from.isBefore(until)) {
            object.wrong("until must be after from");
            return Schedule.ALWAYS;
        }
        return Schedule.once(from, until);
    }

    private static @Nullable Instant time(ObjectValue object, String name) {
        String text = object.text(name);
        try {
            if (text != null) {
                return Instant.parse(text);
            }
        } catch (DateTimeException e) {
            // Told below.
        }
        object.wrong(name + " must be an RFC 3339 time in UTC, such as 2026-11-22T15:04:05Z");
        return null;
    }

    private static Schedule weekly(ObjectValue object) {
        String text = object.text("weekly");
        Matcher parts = WEEKLY.matcher(text == null ? "" : text);
        long minutes = object.number("minutes", 1, Schedule.WEEKLY_MAX.toMinutes(), 0);
        ZoneId zone = zone(object);
        if (!parts.matches()) {
            object.wrong("weekly must be a day and a time, as in SUN 02:00");
            return Schedule.ALWAYS;
        }
        if (minutes == 0) {
            if (!object.has("minutes")) {
                object.wrong("weekly must come with minutes");
            }
            return Schedule.ALWAYS;
        }
        return Schedule.weekly(
                day(parts.group(1)),
                LocalTime.of(Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3))),
                Duration.ofMinutes(minutes),
                zone);
    }

    private static DayOfWeek day(String word) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().toUpperCase(Locale.ROOT).startsWith(word)) {
                return day;
            }
        }
        throw new IllegalArgumentException("no day begins with " + word);
    }

    /** UTC if it is absent, or wrong, which is then told. */
    static ZoneId zone(ObjectValue object) {
        String name = object.text("zone");
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            object.wrong("zone must be a time zone, as in Asia/Shanghai");
            return ZoneOffset.UTC;
        }
    }
}
