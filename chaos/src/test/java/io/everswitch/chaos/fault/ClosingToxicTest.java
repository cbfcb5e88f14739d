package io.everswitch.chaos.fault;

import static eu.rekawek.toxiproxy.model.ToxicDirection.DOWNSTREAM;
import static eu.rekawek.toxiproxy.model.ToxicDirection.UPSTREAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.rekawek.toxiproxy.Proxy;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The toxics that end connections, or keep them from ending. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ClosingToxicTest {
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
    void timeout_noData_closesOrderly() throws IOException {
        proxy.toxics().timeout("t", UPSTREAM, 300);
        FaultLab.Pair pair = lab.connect(proxy);
        long ended = FaultLab.millis(() -> assertEquals("", FaultLab.rest(pair.server())));
        FaultLab.between(250, ended, 300 + FaultLab.SLACK_MS);
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
        FaultLab.assertSilent(pair.server());
        proxy.toxics().get("t").remove();
        assertEquals("", FaultLab.rest(pair.server()));
        assertEquals("", FaultLab.rest(pair.client()));
    }

    @Test
    void timeout_reset_closesHeldConnections() throws IOException {
        proxy.toxics().timeout("t", DOWNSTREAM, 0);
        FaultLab.Pair pair = lab.connect(proxy);
        // The kernel accepts before the proxy has joined the two: what joins after the reset is a connection without
        // toxics.
        FaultLab.send(pair.client(), "x");
        assertEquals("x", FaultLab.receive(pair.server(), 1));
        lab.client.reset();
        assertEquals("", FaultLab.rest(pair.client()));
        assertEquals(0, proxy.toxics().getAll().size());
    }

    @Test
    void resetPeer_newConnection_resetsBothSides() throws IOException {
        proxy.toxics().resetPeer("r", UPSTREAM, 200);
        FaultLab.Pair pair = lab.connect(proxy);
        FaultLab.assertSilent(pair.client());
        FaultLab.send(pair.client(), "x");
        long ended = FaultLab.millis(() -> assertEquals("reset", FaultLab.rest(pair.server())));
        FaultLab.between(150, ended, 200 + FaultLab.SLACK_MS);
        assertEquals("reset", FaultLab.rest(pair.client()));
    }

    @Test
    void resetPeer_olderConnection_endsOrderly() throws IOException {
        FaultLab.Pair pair = lab.connect(proxy);
        FaultLab.send(pair.client(), "x");
        assertEquals("x", FaultLab.receive(pair.server(), 1));
        proxy.toxics().resetPeer("r", DOWNSTREAM, 0);
        FaultLab.send(pair.server(), "x");
        assertEquals("", FaultLab.rest(pair.client()));
        assertEquals("", FaultLab.rest(pair.server()));
    }

    @Test
    void resetPeer_removedWhileItWaits_resetsNevertheless() throws IOException {
        // long enough that a busy machine does not get to the removal after the reset
        proxy.toxics().resetPeer("r", DOWNSTREAM, 5_000);
        FaultLab.Pair pair = lab.connect(proxy);
        FaultLab.send(pair.server(), "x");
        FaultLab.assertSilent(pair.client());
        proxy.toxics().get("r").remove();
        assertEquals("reset", FaultLab.rest(pair.client()));
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
        FaultLab.between(350, ended, 400 + FaultLab.SLACK_MS);
    }

    @Test
    void slowClose_removedWhileItHolds_closesAtOnce() throws IOException {
        proxy.toxics().slowClose("s", DOWNSTREAM, 3_600_000);
        FaultLab.Pair pair = lab.connect(proxy);
        pair.server().close();
        FaultLab.assertSilent(pair.client());
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
            FaultLab.assertSilent(pair.client());
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
}
