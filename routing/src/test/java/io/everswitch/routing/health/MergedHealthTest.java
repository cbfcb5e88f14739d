package io.everswitch.routing.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import io.everswitch.routing.degrade.RateShare;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three nodes' boards that tell each other what they have seen. */
final class MergedHealthTest {
    private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");
    private static final ChannelId A = new ChannelId("a");
    private static final ChannelId B = new ChannelId("b");
    private static final int NODES = 3;

    private final List<ChannelHealthBoard> boards = new ArrayList<>();
    private final long[][] known = new long[NODES][NODES];

    @BeforeEach
    void begin() {
        for (int i = 0; i < NODES; i++) {
            boards.add(board());
        }
    }

    private static ChannelHealthBoard board() {
        return new ChannelHealthBoard(
                Map.of(A, Set.of(MeansKind.CARD), B, Set.of(MeansKind.CARD, MeansKind.BANK_ACCOUNT)),
                HealthPolicy.DEFAULT);
    }

    @Test
    void heard_aThirdOfTheFaultsEach_turnsAllRed() {
        for (int i = 0; i < 30; i++) {
            ok(i % NODES, T0);
            ok(i % NODES, T0);
            if (i < 8) {
                timeOut(i % NODES, T0);
            }
        }
        timeOut(0, T0);
        timeOut(1, T0);
        timeOut(2, T0);
        for (ChannelHealthBoard board : boards) {
            assertTrue(board.view(T0).of(A).sharePercent() > 0, "none of them has seen enough by itself");
        }
        for (int i = 0; i < 12; i++) {
            timeOut(i % NODES, T0);
            ok(i % NODES, T0);
        }
        talk(T0);
        for (ChannelHealthBoard board : boards) {
            assertEquals(ChannelHealth.Level.RED, board.view(T0).of(A).level());
            HealthEvent last = board.events(A).get(0);
            assertEquals(HealthTurn.RED, last.turn());
            assertEquals("held_up", last.cause());
            assertTrue(last.reason().endsWith("; channel a"), last.reason());
        }
    }

    @Test
    void heard_twiceLateAndOutOfOrder_countsOnce() {
        ok(1, T0);
        NodeNumbers first = boards.get(1).numbers("n1", 7, 0, 100);
        ok(1, T0);
        NodeNumbers second = boards.get(1).numbers("n1", 7, 0, 100);
        ChannelHealthBoard reader = boards.get(0);
        reader.heard(second, T0);
        reader.heard(first, T0);
        reader.heard(second, T0.plusSeconds(1));
        assertEquals(2, reader.view(T0.plusSeconds(1)).of(A).counted());
    }

    @Test
    void heard_nodeStartedAnew_countsBeside_andItsOldMessagesAreNothing() {
        ok(1, T0);
        NodeNumbers old = boards.get(1).numbers("n1", 7, 0, 100);
        ChannelHealthBoard reader = boards.get(0);
        reader.heard(old, T0);
        boards.set(1, board());
        ok(1, T0);
        ok(1, T0);
        reader.heard(boards.get(1).numbers("n1", 8, 0, 100), T0);
        assertEquals(3, reader.view(T0).of(A).counted());
        ok(1, T0);
        reader.heard(old, T0);
        assertEquals(3, reader.view(T0).of(A).counted());
    }

    @Test
    void heard_nodeThatIsGone_isForgottenWithTheWindow() {
        ok(1, T0);
        talk(T0);
        assertEquals(1, boards.get(0).view(T0.plusSeconds(59)).of(A).counted());
        assertEquals(0, boards.get(0).view(T0.plusSeconds(60)).of(A).counted());
    }

    @Test
    void heard_clockOfAnotherNodeAheadOrFarBehind_countsAsNowOrNotAtAll() {
        ok(1, T0.plusSeconds(3));
        ok(2, T0.minusSeconds(300));
        talk(T0);
        assertEquals(1, boards.get(0).view(T0).of(A).counted());
    }

    @Test
    void numbers_moreThanOneMessageTakes_areToldInSeveral() {
        for (int s = 0; s < 50; s++) {
            ok(1, T0.plusSeconds(s));
        }
        Instant now = T0.plusSeconds(50);
        long since = 0;
        int messages = 0;
        NodeNumbers numbers;
        do {
            numbers = boards.get(1).numbers("n1", 1, since, 8);
            assertTrue(numbers.seconds().size() <= 8);
            boards.get(0).heard(numbers, now);
            since = numbers.upTo();
            messages++;
        } while (numbers.more());
        assertTrue(messages >= 7, "messages " + messages);
        assertEquals(50, boards.get(0).view(now).of(A).counted());
        assertTrue(boards.get(1).numbers("n1", 1, since, 8).seconds().isEmpty(), "only what changed");
    }

    @Test
    void heard_randomHistory_allNodesCountTheSame() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        Instant now = T0;
        int counted = 0;
        for (int i = 0; i < 400; i++) {
            now = now.plusMillis(random.nextInt(130));
            int node = random.nextInt(NODES);
            if (random.nextInt(50) == 0) {
                timeOut(node, now);
            } else {
                ok(node, now);
            }
            counted++;
            int to = random.nextInt(NODES);
            if (random.nextInt(4) == 0 && to != node) {
                // Told, but not always remembered that it was: it comes again.
                NodeNumbers numbers = boards.get(node).numbers("n" + node, 1, known[node][to], 1 + random.nextInt(9));
                boards.get(to).heard(numbers, now);
                known[node][to] = random.nextBoolean() ? numbers.upTo() : known[node][to];
            }
        }
        for (int round = 0; round < 100; round++) {
            talk(now);
        }
        for (ChannelHealthBoard board : boards) {
            assertEquals(counted, board.view(now).of(A).counted(), "seed " + seed);
        }
    }

    @Test
    void numbers_forANodeThatStartsAfterTheComeBack_areWithoutTheBadTimes() {
        for (int i = 0; i < 30; i++) {
            timeOut(0, T0);
        }
        assertEquals(30, boards.get(0).view(T0).of(A).counted());
        Instant back = T0.plusMillis(HealthPolicy.DEFAULT.coolDownMs()).plusSeconds(1);
        boards.get(0).tick(RateShare.WHOLE, back);
        ok(0, back.plusSeconds(1));
        ChannelHealthBoard young = board();
        young.heard(boards.get(0).numbers("n0", 1, 0, 100), back.plusSeconds(1));
        ChannelHealth health = young.view(back.plusSeconds(1)).of(A);
        assertEquals(0, health.faulty());
        assertEquals(1, health.counted());
        assertEquals(ChannelHealth.Level.GREEN, health.level());
    }

    @Test
    void comeBack_probes_areSharedByTheNodes() {
        for (int i = 0; i < 5; i++) {
            timeOut(0, T0);
        }
        talk(T0);
        Instant back = T0.plusMillis(HealthPolicy.DEFAULT.coolDownMs());
        int probes = 0;
        for (int node = 0; node < NODES; node++) {
            ChannelHealthBoard board = boards.get(node);
            board.tick(new RateShare(node, NODES), back);
            while (board.view(back).of(A).sharePercent() > 0 && probes < 100) {
                board.started(A, back);
                probes++;
            }
        }
        assertEquals(HealthPolicy.DEFAULT.probes(), probes);
    }

    @Test
    void comeBack_probesOfAllNodes_areJudgedTogether() {
        for (int i = 0; i < 5; i++) {
            timeOut(0, T0);
        }
        talk(T0);
        Instant back = T0.plusMillis(HealthPolicy.DEFAULT.coolDownMs());
        for (int node = 0; node < NODES; node++) {
            boards.get(node).tick(new RateShare(node, NODES), back);
        }
        Instant now = back.plusSeconds(2);
        for (int i = 0; i < 5; i++) {
            boards.get(i % NODES).started(A, now);
            boards.get(i % NODES).record(A, Kind.APPROVED, "00", Duration.ofMillis(5), now.plusMillis(10));
        }
        assertEquals(5, boards.get(1).view(now).of(A).sharePercent(), "two sound probes of five");
        talk(now.plusMillis(20));
        for (ChannelHealthBoard board : boards) {
            assertEquals(15, board.view(now.plusMillis(20)).of(A).sharePercent());
        }
    }

    private void ok(int node, Instant at) {
        boards.get(node).record(A, Kind.APPROVED, "00", Duration.ofMillis(5), at);
    }

    private void timeOut(int node, Instant at) {
        boards.get(node).record(A, Kind.UNKNOWN, "timeout", Duration.ofMillis(900), at);
    }

    /** Everybody tells everybody what is new. */
    private void talk(Instant now) {
        for (int from = 0; from < NODES; from++) {
            for (int to = 0; to < NODES; to++) {
                if (from != to) {
                    NodeNumbers numbers = boards.get(from).numbers("n" + from, 1, known[from][to], 100);
                    boards.get(to).heard(numbers, now);
                    known[from][to] = numbers.upTo();
                }
            }
        }
    }
}
