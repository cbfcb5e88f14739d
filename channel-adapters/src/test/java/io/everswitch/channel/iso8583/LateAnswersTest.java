package io.everswitch.channel.iso8583;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LateAnswersTest {
    private static Exchange exchange(int stan) {
        IsoMessages messages = new IsoMessages(TestBed.IDENTITY, TestBed.VAULT, Clock.systemUTC());
        return new NetworkExchange(messages, Texts.digits(stan, 6), IsoMessages.ECHO, code -> {});
    }

    @Test
    void remember_moreThanMax_forgetsTheOldest() {
        LateAnswers late = new LateAnswers(3, Duration.ofMinutes(5));
        for (int stan = 1; stan <= 3; stan++) {
            late.remember("channel", exchange(stan));
        }
        late.remember("channel", exchange(1));
        late.remember("channel", exchange(4));
        assertEquals(3, late.size());
        assertNull(late.find("channel", Exchange.key(810, 2)));
        assertNotNull(late.find("channel", Exchange.key(810, 1)));
        assertNull(late.find("another", Exchange.key(810, 1)));
        late.forget("channel");
        assertEquals(0, late.size());
    }

    @Test
    void find_tooOld_isGone() {
        LateAnswers late = new LateAnswers(3, Duration.ZERO);
        late.remember("channel", exchange(1));
        assertNull(late.find("channel", Exchange.key(810, 1)));
    }

    @Test
    void allocate_wholeRound_givesEveryNumberOnceAndLeavesOutThoseInUse() {
        Stans stans = new Stans(Instant.parse("2026-11-22T15:23:10Z"), "000500"::equals);
        Set<String> given = new HashSet<>();
        for (int i = 0; i < 999_998; i++) {
            String stan = stans.allocate();
            assertTrue(given.add(stan), stan);
        }
        assertFalse(given.contains("000500"));
        assertFalse(given.contains("000000"));
        assertTrue(given.contains("999999"));
    }

    @Test
    void allocate_afterRestart_doesNotBeginAtTheSameNumber() {
        Instant start = Instant.parse("2026-11-22T15:23:10Z");
        String first = new Stans(start, stan -> false).allocate();
        String later = new Stans(start.plusSeconds(60), stan -> false).allocate();
        assertEquals(6_000, Math.floorMod(Integer.parseInt(later) - Integer.parseInt(first), 999_999));
    }

    @Test
    void backoff_failures_doubleUpToTheLimitWithJitter() {
        Backoff backoff = new Backoff(100, 1_000, () -> 1.0);
        assertEquals(100, backoff.nextMs());
        assertEquals(200, backoff.nextMs());
        assertEquals(400, backoff.nextMs());
        assertEquals(800, backoff.nextMs());
        assertEquals(1_000, backoff.nextMs());
        for (int i = 0; i < 100; i++) {
            assertEquals(1_000, backoff.nextMs());
        }
        backoff.reset();
        assertEquals(100, backoff.nextMs());
        assertEquals(50, new Backoff(100, 1_000, () -> 0.0).nextMs());
    }
}
