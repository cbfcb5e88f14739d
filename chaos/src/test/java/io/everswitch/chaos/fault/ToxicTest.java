package io.everswitch.chaos.fault;

import static eu.rekawek.toxiproxy.model.ToxicDirection.DOWNSTREAM;
import static eu.rekawek.toxiproxy.model.ToxicDirection.UPSTREAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What each toxic does to bytes. Lower bounds are strict, upper ones leave room for a busy machine. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ToxicTest {
    /** How much later than it should a busy machine may do something. */
    private static final long SLACK_MS = 1_500;
    /** How long silence must last to count as silence. */
    private static final int SILENCE_MS = 300;

    private FaultLab lab;
    private Proxy proxy;

    @BeforeEach
    void open() throws IOException {
        lab = new FaultLab();
        proxy = lab.proxy("p");
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    private static void between(long low, long millis, long high) {
        assertTrue(millis >= low && millis <= high, millis + " ms is not in " + low + " to " + high);
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MS);
        try {
            int read = socket.getInputStream().read();
            throw new AssertionError("not silent but " + read);
        } catch (SocketTimeoutException e) {
            socket.setSoTimeout(FaultLab.DEADLINE_MS);
        }
    }

    @Test
    void latency_bothWays_delaysEachAsLongAsItSays() throws IOException {
        proxy.toxics().latency("up", UPSTREAM, 100);
        proxy.toxics().latency("down", DOWNSTREAM, 250);
        FaultLab.Pair pair = lab.connect(proxy);
        long up = FaultLab.millis(() -> {
            FaultLab.send(pair.client(), "question");
            assertEquals("question", FaultLab.receive(pair.server(), 8));
        });
        between(100, up, 100 + SLACK_MS);
        long down = FaultLab.millis(() -> {
            FaultLab.send(pair.server(), "answer");
            assertEquals("answer", FaultLab.receive(pair.client(), 6));
        });
        between(250, down, 250 + SLACK_MS);
    }

    @Test
    void latency_twice_addsUp() throws IOException {
        proxy.toxics().latency("one", DOWNSTREAM, 150);
        proxy.toxics().latency("two", DOWNSTREAM, 150);
        FaultLab.Pair pair = lab.connect(proxy);
        long down = FaultLab.millis(() -> {
            FaultLab.send(pair.server(), "answer");
            assertEquals("answer", FaultLab.receive(pair.client(), 6));
        });
        between(300, down, 300 + SLACK_MS);
    }

    /** Were each one held for itself, one after the other, twenty would take four seconds. */
    @Test
    void latency_manyMessages_overlapAndKeepTheirOrder() throws IOException, InterruptedException {
        Latency latency = proxy.toxics().latency("l", DOWNSTREAM, 200);
        latency.setJitter(50);
        FaultLab.Pair pair = lab.connect(proxy);
        long all = FaultLab.millis(() -> {
            for (int i = 0; i < 20; i++) {
                FaultLab.send(pair.server(), "m" + (char) ('a' + i));
                LockSupport.parkNanos(5_000_000);
            }
            assertEquals("mambmcmdmemfmgmhmimjmkmlmmmnmompmqmrmsmt", FaultLab.receive(pair.client(), 40));
        });
        between(200, all, 600 + SLACK_MS);
    }

    @Test
    void latency_jitter_spreadsBothWays() throws IOException {
        Latency latency = proxy.toxics().latency("l", DOWNSTREAM, 60);
        latency.setJitter(50);
        FaultLab.Pair pair = lab.connect(proxy);
        long shortest = Long.MAX_VALUE;
        long longest = 0;
        for (int i = 0; i < 25; i++) {
            long one = FaultLab.millis(() -> {
                FaultLab.send(pair.server(), "x");
                assertEquals("x", FaultLab.receive(pair.client(), 1));
            });
            shortest = Math.min(shortest, one);
            longest = Math.max(longest, one);
        }
        between(10, shortest, 50);
        assertTrue(longest >= 75, "seed 42: longest " + longest);
    }

    @Test
    void timeout_noData_closesOrderly() throws IOException {
        proxy.toxics().timeout("t", UPSTREAM, 300);
        FaultLab.Pair pair = lab.connect(proxy);
        long ended = FaultLab.millis(() -> assertEquals("", FaultLab.rest(pair.server())));
        between(250, ended, 300 + SLACK_MS);
        assertEquals("", FaultLab.rest(pair.client()));
    }

    @Test
    void timeout_dataAllTheTime_staysOpenAndDropsIt() throws Exception {
        proxy.toxics().timeout("t", UPSTREAM, 1_000);
        FaultLab.Pair pair = lab.connect(proxy);
        pair.server().setSoTimeout(1);
        long start = System.nanoTime();
        while (System.nanoTime() - start < 1_600_000_000L) {
            FaultLab.send(pair.client(), "x");
            assertTrue(staysSilent(pair.server()), "bytes or end after " + (System.nanoTime() - start) + " ns");
            TimeUnit.MILLISECONDS.sleep(50);
        }
        FaultLab.send(pair.server(), "other way");
        assertEquals("other way", FaultLab.receive(pair.client(), 9));
    }

    private static boolean staysSilent(Socket socket) throws IOException {
        try {
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    @Test
    void timeout_zero_neverClosesUntilRemoved() throws IOException {
        proxy.toxics().timeout("t", UPSTREAM, 0);
        FaultLab.Pair pair = lab.connect(proxy);
        FaultLab.send(pair.client(), "lost");
        assertSilent(pair.server());
        proxy.toxics().get("t").remove();
        assertEquals("", FaultLab.rest(pair.server()));
        assertEquals("", FaultLab.rest(pair.client()));
    }

    @Test
    void timeout_reset_closesHeldConnections() throws IOException {
        proxy.toxics().timeout("t", DOWNSTREAM, 0);
        FaultLab.Pair pair = lab.connect(proxy);
        lab.client.reset();
        assertEquals("", FaultLab.rest(pair.client()));
        assertEquals(0, proxy.toxics().getAll().size());
    }

    @Test
    void resetPeer_newConnection_resetsBothSides() throws IOException {
        proxy.toxics().resetPeer("r", UPSTREAM, 200);
        FaultLab.Pair pair = lab.connect(proxy);
        assertSilent(pair.client());
        FaultLab.send(pair.client(), "x");
        long ended = FaultLab.millis(() -> assertEquals("reset", FaultLab.rest(pair.server())));
        between(150, ended, 200 + SLACK_MS);
        assertEquals("reset", FaultLab.rest(pair.client()));
    }

    @Test
    void resetPeer_olderConnection_endsOrderly() throws IOException {
        FaultLab.Pair pair = lab.connect(proxy);
        proxy.toxics().resetPeer("r", DOWNSTREAM, 0);
        FaultLab.send(pair.server(), "x");
        assertEquals("", FaultLab.rest(pair.client()));
        assertEquals("", FaultLab.rest(pair.server()));
    }

    @Test
    void resetPeer_removedWhileItWaits_resetsNevertheless() throws IOException {
        proxy.toxics().resetPeer("r", DOWNSTREAM, 300);
        FaultLab.Pair pair = lab.connect(proxy);
        FaultLab.send(pair.server(), "x");
        assertSilent(pair.client());
        proxy.toxics().get("r").remove();
        assertEquals("reset", FaultLab.rest(pair.client()));
    }

    @Test
    void bandwidth_bigAnswer_takesAsLongAsItMust() throws IOException {
        proxy.toxics().bandwidth("b", DOWNSTREAM, 50);
        FaultLab.Pair pair = lab.connect(proxy);
        byte[] sent = bytes(50_000);
        long took = FaultLab.millis(() -> {
            FaultLab.send(pair.server(), sent);
            assertArrayEquals(sent, pair.client().getInputStream().readNBytes(sent.length));
        });
        between(950, took, 1_000 + SLACK_MS);
    }

    @Test
    void bandwidth_zero_letsNothingPassAndStaysOpen() throws IOException {
        proxy.toxics().bandwidth("b", DOWNSTREAM, 0);
        FaultLab.Pair pair = lab.connect(proxy);
        FaultLab.send(pair.server(), "held");
        assertSilent(pair.client());
        proxy.toxics().get("b").remove();
        assertEquals("held", FaultLab.receive(pair.client(), 4));
    }

    @Test
    void slicer_message_comesInPieces() throws IOException {
        proxy.toxics().slicer("s", UPSTREAM, 64, 20_000).setSizeVariation(16);
        FaultLab.Pair pair = lab.connect(proxy);
        byte[] sent = bytes(1_000);
        byte[] received = new byte[1_000];
        int[] reads = {0, 0};
        long took = FaultLab.millis(() -> {
            FaultLab.send(pair.client(), sent);
            while (reads[1] < received.length) {
                int read = pair.server().getInputStream().read(received, reads[1], received.length - reads[1]);
                assertTrue(read > 0, "ended");
                reads[0]++;
                reads[1] += read;
            }
        });
        assertArrayEquals(sent, received);
        assertTrue(reads[0] >= 8, "seed 42: only " + reads[0] + " pieces");
        between(220, took, 500 + SLACK_MS);
    }

    @Test
    void limitData_reached_cutsInsideTheMessageAndCloses() throws IOException {
        proxy.toxics().limitData("l", DOWNSTREAM, 8);
        FaultLab.Pair pair = lab.connect(proxy);
        FaultLab.send(pair.server(), "abcd");
        assertEquals("abcd", FaultLab.receive(pair.client(), 4));
        FaultLab.send(pair.server(), "efghijkl");
        assertEquals("efgh", FaultLab.rest(pair.client()));
        FaultLab.Pair next = lab.connect(proxy);
        FaultLab.send(next.server(), "0123456789");
        assertEquals("01234567", FaultLab.rest(next.client()));
    }

    @Test
    void limitData_zero_closesAtTheFirstByte() throws IOException {
        proxy.toxics().limitData("l", UPSTREAM, 0);
        FaultLab.Pair pair = lab.connect(proxy);
        FaultLab.send(pair.server(), "hello");
        assertEquals("hello", FaultLab.receive(pair.client(), 5));
        FaultLab.send(pair.client(), "x");
        assertEquals("", FaultLab.rest(pair.server()));
    }

    /** What passed before a change of the limit still counts after it. */
    @Test
    void limitData_changed_countsOn() throws IOException {
        var limit = proxy.toxics().limitData("l", DOWNSTREAM, 100);
        FaultLab.Pair pair = lab.connect(proxy);
        FaultLab.send(pair.server(), "abcd");
        assertEquals("abcd", FaultLab.receive(pair.client(), 4));
        limit.setBytes(6);
        FaultLab.send(pair.server(), "efghijkl");
        assertEquals("ef", FaultLab.rest(pair.client()));
    }

    @Test
    void slowClose_serverCloses_clientSeesItLater() throws IOException {
        proxy.toxics().slowClose("s", DOWNSTREAM, 400);
        FaultLab.Pair pair = lab.connect(proxy);
        FaultLab.send(pair.server(), "bye");
        assertEquals("bye", FaultLab.receive(pair.client(), 3));
        pair.server().close();
        long ended = FaultLab.millis(() -> assertEquals("", FaultLab.rest(pair.client())));
        between(350, ended, 400 + SLACK_MS);
    }

    @Test
    void slowClose_removedWhileItHolds_closesAtOnce() throws IOException {
        proxy.toxics().slowClose("s", DOWNSTREAM, 3_600_000);
        FaultLab.Pair pair = lab.connect(proxy);
        pair.server().close();
        assertSilent(pair.client());
        proxy.toxics().get("s").remove();
        assertEquals("", FaultLab.rest(pair.client()));
    }

    /** The original server dies of this. */
    @Test
    void twoToxics_removedWhileAnEndIsHeldAndOneAdded_servesOn() throws Exception {
        for (String way : new String[] {"/reset", "one by one"}) {
            proxy.toxics().latency("l", DOWNSTREAM, 5);
            proxy.toxics().slowClose("s", DOWNSTREAM, 1_000);
            FaultLab.Pair pair = lab.connect(proxy);
            pair.server().close();
            assertSilent(pair.client());
            if (way.equals("/reset")) {
                lab.client.reset();
            } else {
                proxy.toxics().get("l").remove();
                proxy.toxics().get("s").remove();
            }
            proxy.toxics().latency("new", DOWNSTREAM, 1).remove();
            assertEquals("", FaultLab.rest(pair.client()));
            FaultLab.Pair next = lab.connect(proxy);
            FaultLab.send(next.client(), "alive");
            assertEquals("alive", FaultLab.receive(next.server(), 5));
        }
    }

    @Test
    void noop_any_changesNothing() throws Exception {
        lab.http("POST", "/proxies/p/toxics", "{\"type\":\"noop\",\"stream\":\"upstream\"}");
        FaultLab.Pair pair = lab.connect(proxy);
        FaultLab.send(pair.client(), "as it is");
        assertEquals("as it is", FaultLab.receive(pair.server(), 8));
        pair.client().close();
        assertEquals("", FaultLab.rest(pair.server()));
    }

    /** 0.5 of 200: four standard deviations are 28. */
    @Test
    void toxicity_half_hitsHalfOfTheConnections() throws Exception {
        proxy.toxics().limitData("l", DOWNSTREAM, 0).setToxicity(0.5f);
        int hit = 0;
        for (int i = 0; i < 200; i++) {
            hit += isHit() ? 1 : 0;
        }
        assertTrue(hit >= 72 && hit <= 128, "seed 42: hit " + hit + " of 200");
    }

    private boolean isHit() throws IOException {
        FaultLab.Pair pair = lab.connect(proxy);
        FaultLab.send(pair.server(), "x");
        String got = FaultLab.receive(pair.client(), 1);
        try {
            pair.client().close();
            pair.server().close();
        } catch (SocketException e) {
            throw new AssertionError("cannot be closed", e);
        }
        return got.isEmpty();
    }

    @Test
    void toxicity_sameSeed_hitsTheSameConnections() throws IOException {
        proxy.toxics().limitData("l", DOWNSTREAM, 0).setToxicity(0.5f);
        StringBuilder first = new StringBuilder();
        StringBuilder again = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            first.append(isHit() ? 1 : 0);
        }
        lab.close();
        open();
        proxy.toxics().limitData("l", DOWNSTREAM, 0).setToxicity(0.5f);
        for (int i = 0; i < 30; i++) {
            again.append(isHit() ? 1 : 0);
        }
        assertEquals(first.toString(), again.toString());
    }

    @Test
    void toxicity_zero_neverHits() throws IOException {
        proxy.toxics().limitData("l", DOWNSTREAM, 0).setToxicity(0);
        for (int i = 0; i < 20; i++) {
            assertTrue(!isHit());
        }
    }

    @Test
    void attributes_thatMakeNoSense_harmNobody() throws Exception {
        String[] nonsense = {
            "{\"type\":\"bandwidth\",\"attributes\":{\"rate\":-5}}",
            "{\"type\":\"bandwidth\",\"attributes\":{\"rate\":9223372036854775807}}",
            "{\"type\":\"slicer\",\"attributes\":{\"average_size\":0}}",
            "{\"type\":\"slicer\",\"attributes\":{\"average_size\":-1,\"size_variation\":-1,\"delay\":-1}}",
            "{\"type\":\"slicer\",\"attributes\":{\"average_size\":10,\"size_variation\":9223372036854775807}}",
            "{\"type\":\"latency\",\"attributes\":{\"latency\":-9223372036854775808,\"jitter\":-3}}",
            "{\"type\":\"latency\",\"attributes\":{\"latency\":9223372036854775807,\"jitter\":9223372036854775807}}",
            "{\"type\":\"timeout\",\"attributes\":{\"timeout\":-9223372036854775808}}",
            "{\"type\":\"reset_peer\",\"attributes\":{\"timeout\":9223372036854775807}}",
            "{\"type\":\"limit_data\",\"attributes\":{\"bytes\":-1}}",
            "{\"type\":\"slow_close\",\"attributes\":{\"delay\":9223372036854775807}}"
        };
        for (String one : nonsense) {
            assertEquals(200, lab.http("POST", "/proxies/p/toxics", one).statusCode(), one);
            FaultLab.Pair pair = lab.connect(proxy);
            FaultLab.send(pair.server(), bytes(3_000));
            pair.client().setSoTimeout(50);
            try {
                pair.client().getInputStream().readNBytes(3_000);
            } catch (SocketException | SocketTimeoutException e) {
                // Held or reset: both are right.
                assertTrue(e.getMessage() != null);
            }
            lab.client.reset();
        }
        FaultLab.Pair pair = lab.connect(proxy);
        FaultLab.send(pair.client(), "alive");
        assertEquals("alive", FaultLab.receive(pair.server(), 5));
    }

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
