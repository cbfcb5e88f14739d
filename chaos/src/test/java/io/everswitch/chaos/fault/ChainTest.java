package io.everswitch.chaos.fault;

import static eu.rekawek.toxiproxy.model.ToxicDirection.DOWNSTREAM;
import static eu.rekawek.toxiproxy.model.ToxicDirection.UPSTREAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.model.Toxic;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Much data through several toxics: not a byte lost, changed or out of place, bounded memory, nothing leaked. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class ChainTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
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
        threads.shutdownNow();
    }

    private Future<Void> sending(Socket socket, byte[] bytes) {
        return threads.submit(() -> {
            FaultLab.send(socket, bytes);
            return null;
        });
    }

    private Future<byte[]> receiving(Socket socket, int count) {
        return threads.submit(() -> socket.getInputStream().readNBytes(count));
    }

    private void transferBothWays(int up, int down) throws Exception {
        FaultLab.Pair pair = lab.connect(proxy);
        byte[] upstream = ToxicTest.bytes(up);
        byte[] downstream = ToxicTest.bytes(down);
        Future<byte[]> above = receiving(pair.server(), up);
        Future<byte[]> below = receiving(pair.client(), down);
        Future<Void> sentUp = sending(pair.client(), upstream);
        Future<Void> sentDown = sending(pair.server(), downstream);
        assertArrayEquals(upstream, above.get(60, TimeUnit.SECONDS));
        assertArrayEquals(downstream, below.get(60, TimeUnit.SECONDS));
        sentUp.get(1, TimeUnit.SECONDS);
        sentDown.get(1, TimeUnit.SECONDS);
    }

    @Test
    void transfer_withoutToxics_isIdentical() throws Exception {
        transferBothWays(16_000_000, 16_000_000);
    }

    @Test
    void transfer_latencySlicerBandwidth_isIdentical() throws Exception {
        proxy.toxics().latency("l", DOWNSTREAM, 100).setJitter(90);
        proxy.toxics().slicer("s", DOWNSTREAM, 1_500, 10).setSizeVariation(700);
        proxy.toxics().bandwidth("b", DOWNSTREAM, 4_000);
        proxy.toxics().bandwidth("bu", UPSTREAM, 5_000);
        proxy.toxics().slicer("su", UPSTREAM, 900, 0);
        proxy.toxics().latency("lu", UPSTREAM, 50);
        transferBothWays(3_000_000, 3_000_000);
    }

    /** Seeded: toxics come, change and go while bytes flow; those that only hold bytes back may lose none. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void transfer_toxicsComeAndGo_isIdentical(long seed) throws Exception {
        Random random = new Random(seed);
        FaultLab.Pair pair = lab.connect(proxy);
        byte[] sent = ToxicTest.bytes(15_000_000);
        Future<byte[]> received = receiving(pair.client(), sent.length);
        Future<Void> sending = sending(pair.server(), sent);
        for (int i = 0; !received.isDone() && i < 400; i++) {
            String name = "t" + random.nextInt(4);
            Toxic there = proxy.toxics().getAll().stream()
                    .filter(toxic -> toxic.getName().equals(name))
                    .findFirst()
                    .orElse(null);
            if (there != null && random.nextBoolean()) {
                there.setToxicity(random.nextFloat());
            } else if (there != null) {
                there.remove();
            } else {
                switch (random.nextInt(4)) {
                    case 0 -> proxy.toxics().latency(name, DOWNSTREAM, random.nextInt(60));
                    case 1 -> proxy.toxics().slicer(name, DOWNSTREAM, 300 + random.nextInt(3_000), random.nextInt(500));
                    case 2 -> proxy.toxics().bandwidth(name, DOWNSTREAM, 500 + random.nextInt(9_000));
                    default -> proxy.toxics().slowClose(name, DOWNSTREAM, random.nextInt(100));
                }
            }
        }
        lab.client.reset();
        assertArrayEquals(sent, received.get(60, TimeUnit.SECONDS), "seed " + seed);
        sending.get(1, TimeUnit.SECONDS);
        pair.server().close();
        assertEquals("", FaultLab.rest(pair.client()));
    }

    /** What the first one lets pass, and its end too, goes through the second one. */
    @Test
    void endInTheMiddle_bytesBehindIt_stillArrive() throws IOException {
        proxy.toxics().limitData("first", DOWNSTREAM, 4);
        proxy.toxics().latency("second", DOWNSTREAM, 300);
        FaultLab.Pair pair = lab.connect(proxy);
        FaultLab.send(pair.server(), "abcdefgh");
        long took = FaultLab.millis(() -> assertEquals("abcd", FaultLab.rest(pair.client())));
        assertTrue(took >= 300, took + " ms");
    }

    @Test
    void backPressure_receiverTakesNothing_senderIsStopped() throws Exception {
        FaultLab.Pair pair = lab.connect(proxy);
        assertSenderStops(pair, 40_000_000);
        proxy.toxics().latency("l", DOWNSTREAM, 3_600_000);
        assertSenderStops(lab.connect(proxy), 40_000_000);
        proxy.toxics().get("l").remove();
        proxy.toxics().bandwidth("b", DOWNSTREAM, 1);
        assertSenderStops(lab.connect(proxy), 40_000_000);
    }

    /** Nothing moves when the toxics come; who waited for the receiver must be woken nevertheless. */
    @Test
    void backPressure_toxicsAddedMeanwhile_allArrivesLater() throws Exception {
        FaultLab.Pair pair = lab.connect(proxy);
        byte[] sent = ToxicTest.bytes(20_000_000);
        Future<Void> sending = sending(pair.server(), sent);
        FaultLab.assertSilent(pair.server());
        proxy.toxics().latency("one", DOWNSTREAM, 1);
        FaultLab.assertSilent(pair.server());
        proxy.toxics().slicer("two", DOWNSTREAM, 20_000, 1);
        assertArrayEquals(sent, receiving(pair.client(), sent.length).get(40, TimeUnit.SECONDS));
        sending.get(1, TimeUnit.SECONDS);
    }

    private void assertSenderStops(FaultLab.Pair pair, int bytes) throws Exception {
        Future<Void> sending = sending(pair.server(), new byte[bytes]);
        try {
            sending.get(700, TimeUnit.MILLISECONDS);
            throw new AssertionError("the proxy took " + bytes + " bytes that nobody reads");
        } catch (TimeoutException e) {
            assertTrue(!sending.isDone());
        }
        pair.client().close();
        pair.server().close();
    }

    @Test
    void buffers_allWays_areReleased() throws Exception {
        ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
        ListAppender<ILoggingEvent> leaks = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
        leaks.start();
        log.addAppender(leaks);
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        try {
            for (int i = 0; i < 30; i++) {
                disturb(i % 10);
            }
            lab.close();
            for (int i = 0; i < 20; i++) {
                System.gc();
                // The detector looks when a buffer is made.
                PooledByteBufAllocator.DEFAULT.buffer(64).release();
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertEquals(0, leaks.list.size(), () -> leaks.list.get(0).getFormattedMessage());
        } finally {
            ResourceLeakDetector.setLevel(before);
            log.detachAppender(leaks);
        }
    }

    /** Leaves bytes in every place where they may be held, and ends the connection in another way each time. */
    private void disturb(int way) throws IOException {
        Proxy one = lab.client.createProxy("q", "127.0.0.1:0", lab.upstream());
        one.toxics().slicer("s", DOWNSTREAM, 100, 1_000);
        one.toxics().latency("l", DOWNSTREAM, 3_600_000);
        one.toxics().bandwidth("b", DOWNSTREAM, 1);
        FaultLab.Pair pair = lab.connect(one);
        FaultLab.send(pair.server(), ToxicTest.bytes(100_000));
        switch (way) {
            case 0 -> pair.client().close();
            case 1 -> pair.server().close();
            case 2 -> one.disable();
            case 3 -> one.toxics().timeout("t", DOWNSTREAM, 1);
            case 4 -> one.toxics().get("l").remove();
            case 5 -> one.toxics().limitData("d", DOWNSTREAM, 10);
            case 6 -> one.toxics().resetPeer("r", DOWNSTREAM, 0);
            case 7 -> lab.client.reset();
            case 8 -> one.toxics().get("s").remove();
            default -> pair.client().setSoLinger(true, 0);
        }
        try {
            pair.client().setSoTimeout(20);
            pair.client().getInputStream().readNBytes(50_000);
        } catch (SocketTimeoutException | SocketException e) {
            assertTrue(e.getMessage() != null);
        }
        pair.client().close();
        one.delete();
    }
}
