package io.everswitch.chaos.fault;

import static eu.rekawek.toxiproxy.model.ToxicDirection.DOWNSTREAM;
import static eu.rekawek.toxiproxy.model.ToxicDirection.UPSTREAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import java.io.IOException;
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

    @Test
    void latency_bothWays_delaysEachAsLongAsItSays() throws IOException {
        proxy.toxics().latency("up", UPSTREAM, 100);
        proxy.toxics().latency("down", DOWNSTREAM, 250);
        FaultLab.Pair pair = lab.connect(proxy);
        long up = FaultLab.millis(() -> {
            FaultLab.send(pair.client(), "question");
            assertEquals("question", FaultLab.receive(pair.server(), 8));
        });
        FaultLab.between(100, up, 100 + FaultLab.SLACK_MS);
        long down = FaultLab.millis(() -> {
            FaultLab.send(pair.server(), "answer");
            assertEquals("answer", FaultLab.receive(pair.client(), 6));
        });
        FaultLab.between(250, down, 250 + FaultLab.SLACK_MS);
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
        FaultLab.between(300, down, 300 + FaultLab.SLACK_MS);
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
        FaultLab.between(200, all, 600 + FaultLab.SLACK_MS);
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
        FaultLab.between(10, shortest, 50);
        assertTrue(longest >= 75, "seed 42: longest " + longest);
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
        FaultLab.between(950, took, 1_000 + FaultLab.SLACK_MS);
    }

    @Test
    void bandwidth_zero_letsNothingPassAndStaysOpen() throws IOException {
        proxy.toxics().bandwidth("b", DOWNSTREAM, 0);
        FaultLab.Pair pair = lab.connect(proxy);
        FaultLab.send(pair.server(), "held");
        FaultLab.assertSilent(pair.client());
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
        FaultLab.between(220, took, 500 + FaultLab.SLACK_MS);
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

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
