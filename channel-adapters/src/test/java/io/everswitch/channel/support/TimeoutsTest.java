package io.everswitch.channel.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeoutsTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7);
    private final Timeouts timeouts = new Timeouts(2_000, Duration.ofSeconds(10), nanos::get);

    private void expect(long attemptMs, long obligationMs, long longestMs) {
        assertEquals(
                attemptMs + " " + obligationMs + " " + longestMs,
                timeouts.attemptMs() + " " + timeouts.obligationMs() + " " + timeouts.longestMs());
    }

    private void seconds(long seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void become_longer_countsForQuestionsOnlyLater() {
        expect(10_000, 10_000, 10_000);
        timeouts.become(3_000, Duration.ofSeconds(30));
        assertEquals(3_000, timeouts.connectMs());
        expect(30_000, 10_000, 30_000);
        seconds(89);
        expect(30_000, 10_000, 30_000);
        seconds(2);
        expect(30_000, 30_000, 30_000);
    }

    @Test
    void become_shorter_countsAtOnceAndClosingStillWaitsForTheLonger() {
        timeouts.become(2_000, Duration.ofSeconds(1));
        expect(1_000, 1_000, 10_000);
        seconds(91);
        expect(1_000, 1_000, 1_000);
    }

    /** Up and down and up within a minute: what was decided by the shortest of them may still be about to be asked. */
    @Test
    void become_severalTimes_theShortestAndTheLongestOfLatelyCount() {
        timeouts.become(2_000, Duration.ofSeconds(1));
        seconds(60);
        timeouts.become(2_000, Duration.ofSeconds(20));
        seconds(60);
        expect(20_000, 1_000, 20_000);
        timeouts.become(2_000, Duration.ofSeconds(5));
        seconds(91);
        expect(5_000, 5_000, 5_000);
    }

    /** Any change of settings tells all channels what they are already. */
    @Test
    void become_theSameAgain_doesNotBeginAnew() {
        timeouts.become(2_000, Duration.ofSeconds(30));
        seconds(60);
        timeouts.become(100, Duration.ofSeconds(30));
        assertEquals(100, timeouts.connectMs());
        seconds(31);
        expect(30_000, 30_000, 30_000);
    }
}
