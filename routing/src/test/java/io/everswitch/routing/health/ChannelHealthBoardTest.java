package io.everswitch.routing.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ChannelHealthBoardTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final ChannelId A = new ChannelId("a");
    private static final ChannelId B = new ChannelId("b");

    private final ChannelHealthBoard board = new ChannelHealthBoard(List.of(A, B), HealthPolicy.DEFAULT);

    @Test
    void record_oneChannel_leavesTheOthersAlone() {
        for (int i = 0; i < 5; i++) {
            board.record(A, Kind.UNKNOWN, "timeout", Duration.ofSeconds(10), NOW);
        }
        assertEquals(ChannelHealth.Level.RED, board.view(NOW).of(A).level());
        assertEquals(ChannelHealth.FRESH, board.view(NOW).of(B));
    }

    @Test
    void record_inTheSameSecond_isSeenByTheNextView() {
        assertEquals(0, board.view(NOW).of(A).counted());
        board.record(A, Kind.APPROVED, "00", Duration.ofMillis(5), NOW);
        assertEquals(1, board.view(NOW).of(A).counted());
        assertSame(board.view(NOW).of(A), board.view(NOW).of(A), "assessed once");
        assertEquals(0, board.view(NOW.plusSeconds(60)).of(A).counted());
    }

    @Test
    void unknownChannel_isIgnoredAndFresh() {
        ChannelId gone = new ChannelId("gone");
        board.record(gone, Kind.UNKNOWN, "timeout", Duration.ZERO, NOW);
        board.started(gone, NOW);
        assertSame(ChannelHealth.FRESH, board.view(NOW).of(gone));
    }

    @Test
    void policy_outOfRange_isRefused() {
        HealthPolicy d = HealthPolicy.DEFAULT;
        assertThrows(
                IllegalArgumentException.class,
                () -> new HealthPolicy(60, 20, 50, 40, 20, 5, 20, 5_000, 60_000, 15_000, 5, d.rampPercent()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new HealthPolicy(60, 20, 10, 40, 20, 5, 20, 5_000, 60_000, 15_000, 5, List.of()));
    }

    private static HealthPolicy inARow(int max, long coolDownMs) {
        HealthPolicy d = HealthPolicy.DEFAULT;
        return new HealthPolicy(
                d.windowSeconds(), 20, 10, 40, 20, max, 20, coolDownMs, 60_000, 15_000, 5, d.rampPercent());
    }

    private void fail(ChannelId channel, int times) {
        for (int i = 0; i < times; i++) {
            board.record(channel, Kind.UNKNOWN, "timeout", Duration.ofMillis(1), NOW);
        }
    }

    @Test
    void become_otherNumbers_holdForTheNextResultOfThatChannelAlone() {
        fail(A, 4);
        fail(B, 4);
        board.become(channel -> channel.equals(A) ? inARow(3, 20_000) : HealthPolicy.DEFAULT);
        assertEquals(100, board.view(NOW).of(A).sharePercent(), "judged with the next result");
        fail(A, 1);
        assertEquals(0, board.view(NOW).of(A).sharePercent(), "what was counted before counts");
        assertEquals(100, board.view(NOW).of(B).sharePercent());
        // The cool-down that runs is as long as the new numbers say.
        assertEquals(0, board.view(NOW.plusSeconds(19)).of(A).sharePercent());
        board.become(channel -> inARow(3, 1_000));
        assertEquals(5, board.view(NOW.plusSeconds(19)).of(A).sharePercent());
    }

    @Test
    void become_anotherWindow_refused() {
        HealthPolicy d = HealthPolicy.DEFAULT;
        HealthPolicy other = new HealthPolicy(30, 20, 10, 40, 20, 5, 20, 5_000, 60_000, 15_000, 5, d.rampPercent());
        assertThrows(IllegalArgumentException.class, () -> board.become(channel -> other));
    }

    @Test
    void record_fromManyThreads_losesNothing() throws Exception {
        int threads = 4;
        int each = 20_000;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                running.add(pool.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        board.record(A, Kind.APPROVED, "00", Duration.ofMillis(1), NOW);
                        board.view(NOW).of(A);
                    }
                }));
            }
            for (Future<?> future : running) {
                future.get(30, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        assertEquals(threads * each, board.view(NOW).of(A).counted());
    }
}
