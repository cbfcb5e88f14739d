package io.everswitch.routing.degrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    private static boolean isOn(Schedule schedule, String at) {
        return schedule.isOn(Instant.parse(at).toEpochMilli());
    }

    @Test
    void always_isOn() {
        assertTrue(Schedule.ALWAYS.isOn(0));
        assertTrue(Schedule.ALWAYS.isOn(Long.MAX_VALUE - 1));
    }

    @Test
    void once_isOnFromItsBeginUntilItsEnd() {
        Schedule schedule = Schedule.once(Instant.parse("2026-11-22T18:00:00Z"), Instant.parse("2026-11-22T20:00:00Z"));
        assertFalse(isOn(schedule, "2026-11-22T17:59:59.999Z"));
        assertTrue(isOn(schedule, "2026-11-22T18:00:00Z"));
        assertTrue(isOn(schedule, "2026-11-22T19:59:59.999Z"));
        assertFalse(isOn(schedule, "2026-11-22T20:00:00Z"));
        assertFalse(isOn(schedule, "2026-11-22T17:00:00Z"), "a clock that steps back");
    }

    /** Sunday 02:00 in Shanghai is Saturday 18:00 UTC; 22 November 2026 is a Sunday. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-21T17:59:59Z, false",
        "2026-11-21T18:00:00Z, true",
        "2026-11-21T19:59:59Z, true",
        "2026-11-21T20:00:00Z, false",
        "2026-11-28T18:30:00Z, true",
        "2026-11-25T18:30:00Z, false"
    })
    void weekly_isOnByTheWallClockOfItsZone(String at, boolean on) {
        Schedule schedule =
                Schedule.weekly(DayOfWeek.SUNDAY, LocalTime.of(2, 0), Duration.ofHours(2), ZoneId.of("Asia/Shanghai"));
        assertEquals(on, isOn(schedule, at));
    }

    @Test
    void weekly_overMidnightAndTheWeeksEnd_goesOn() {
        Schedule schedule = Schedule.weekly(DayOfWeek.SUNDAY, LocalTime.of(23, 0), Duration.ofHours(3), ZoneOffset.UTC);
        assertTrue(isOn(schedule, "2026-11-23T01:59:00Z"), "Monday");
        assertFalse(isOn(schedule, "2026-11-23T02:00:00Z"));
    }

    /** What is remembered from one question never changes the answer to another, in any order and over summer time. */
    @Test
    void weekly_askedInAnyOrder_answersAsIfAskedFirst() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        ZoneId zone = ZoneId.of("Europe/Berlin");
        Schedule asked = Schedule.weekly(DayOfWeek.SUNDAY, LocalTime.of(2, 30), Duration.ofMinutes(90), zone);
        Instant begin = ZonedDateTime.of(2026, 3, 1, 0, 0, 0, 0, zone).toInstant();
        for (int i = 0; i < 20_000; i++) {
            long at = begin.toEpochMilli() + random.nextInt(60 * 24 * 60) * 60_000L;
            Schedule fresh = Schedule.weekly(DayOfWeek.SUNDAY, LocalTime.of(2, 30), Duration.ofMinutes(90), zone);
            assertEquals(fresh.isOn(at), asked.isOn(at), () -> Instant.ofEpochMilli(at) + ", seed " + seed);
        }
    }

    @Test
    void nonsense_isRefused() {
        Instant now = Instant.now();
        assertThrows(IllegalArgumentException.class, () -> Schedule.once(now, now));
        assertThrows(
                IllegalArgumentException.class,
                () -> Schedule.weekly(DayOfWeek.SUNDAY, LocalTime.NOON, Duration.ofDays(7), ZoneOffset.UTC));
    }
}
