package io.everswitch.chaos.fault;

import static eu.rekawek.toxiproxy.model.ToxicDirection.DOWNSTREAM;
import static eu.rekawek.toxiproxy.model.ToxicDirection.UPSTREAM;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.rekawek.toxiproxy.Proxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of connections when proxies open, close, move, or lead nowhere. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ConnectionsTest {
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

    private void assertServes(Proxy through) throws IOException {
        FaultLab.Pair pair = lab.connect(through);
        FaultLab.send(pair.client(), "ping");
        assertEquals("ping", FaultLab.receive(pair.server(), 4));
        FaultLab.send(pair.server(), "pong");
        assertEquals("pong", FaultLab.receive(pair.client(), 4));
    }

    @Test
    void disable_openConnections_areCutAndThePortRefuses() throws IOException {
        proxy.toxics().latency("l", DOWNSTREAM, 3_600_000);
        FaultLab.Pair pair = lab.connect(proxy);
        FaultLab.send(pair.server(), "held");
        proxy.disable();
        assertEquals("", FaultLab.rest(pair.client()));
        assertEquals("", FaultLab.rest(pair.server()));
        assertThrows(ConnectException.class, () -> lab.dial(proxy));
        assertEquals(1, proxy.toxics().getAll().size());
        int port = FaultLab.port(proxy);
        proxy.toxics().get("l").remove();
        proxy.enable();
        assertEquals(port, FaultLab.port(proxy));
        assertServes(proxy);
    }

    @Test
    void delete_openConnections_areCut() throws IOException {
        FaultLab.Pair pair = lab.connect(proxy);
        int port = FaultLab.port(proxy);
        proxy.delete();
        assertEquals("", FaultLab.rest(pair.client()));
        assertEquals("", FaultLab.rest(pair.server()));
        assertThrows(ConnectException.class, () -> lab.dial(port));
    }

    @Test
    void reset_disabledAndDisturbed_servesAsBefore() throws IOException {
        proxy.toxics().limitData("l", UPSTREAM, 0);
        proxy.disable();
        lab.client.reset();
        assertEquals(0, proxy.toxics().getAll().size());
        assertServes(proxy);
    }

    @Test
    void upstream_changed_dropsConnectionsAndLeadsElsewhere() throws IOException {
        proxy.toxics().latency("l", DOWNSTREAM, 1);
        FaultLab.Pair pair = lab.connect(proxy);
        proxy.setUpstream("127.0.0.1:1");
        assertEquals("", FaultLab.rest(pair.client()));
        assertEquals("", FaultLab.rest(lab.dial(proxy)));
        proxy.setUpstream("localhost:" + lab.server.getLocalPort());
        assertServes(proxy);
        assertEquals(1, proxy.toxics().getAll().size());
    }

    @Test
    void listen_sameInOtherWords_keepsConnections() throws IOException {
        FaultLab.Pair pair = lab.connect(proxy);
        proxy.setListen("localhost:" + FaultLab.port(proxy));
        FaultLab.send(pair.client(), "still here");
        assertEquals("still here", FaultLab.receive(pair.server(), 10));
    }

    @Test
    void upstreamDown_client_isAcceptedAndClosed() throws IOException {
        Proxy down = lab.client.createProxy("down", "127.0.0.1:0", "127.0.0.1:1");
        assertEquals("", FaultLab.rest(lab.dial(down)));
        Proxy nonsense = lab.client.createProxy("nonsense", "127.0.0.1:0", "nonsense");
        assertEquals("", FaultLab.rest(lab.dial(nonsense)));
        Proxy unknown = lab.client.createProxy("unknown", "127.0.0.1:0", "no-such-host.invalid:80");
        assertEquals("", FaultLab.rest(lab.dial(unknown)));
    }

    /** As with the original, the end of one stream closes its destination both ways. */
    @Test
    void halfClose_client_deliversAllThenClosesBoth() throws IOException {
        FaultLab.Pair pair = lab.connect(proxy);
        FaultLab.send(pair.client(), "last words");
        pair.client().shutdownOutput();
        assertEquals("last words", FaultLab.rest(pair.server()));
        assertEquals("", FaultLab.rest(pair.client()));
    }

    @Test
    void halfClose_answerOnItsWay_stillArrives() throws IOException {
        proxy.toxics().latency("l", DOWNSTREAM, 300);
        FaultLab.Pair pair = lab.connect(proxy);
        FaultLab.send(pair.server(), "on its way");
        FaultLab.send(pair.client(), "x");
        assertEquals("x", FaultLab.receive(pair.server(), 1));
        // The same loop has read what came before from the server: it is in the proxy's hands.
        pair.client().shutdownOutput();
        assertEquals("", FaultLab.rest(pair.server()));
        assertEquals("on its way", FaultLab.rest(pair.client()));
    }

    @Test
    void server_closes_clientSeesTheEndAfterAllBytes() throws IOException {
        FaultLab.Pair pair = lab.connect(proxy);
        byte[] sent = ToxicTest.bytes(300_000);
        Thread sender = new Thread(() -> {
            try {
                FaultLab.send(pair.server(), sent);
                pair.server().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        sender.start();
        assertEquals(sent.length, pair.client().getInputStream().readAllBytes().length);
    }

    @Test
    void toxics_addedChangedRemoved_actOnAnOpenConnection() throws IOException {
        FaultLab.Pair pair = lab.connect(proxy);
        var latency = proxy.toxics().latency("l", DOWNSTREAM, 3_600_000);
        FaultLab.send(pair.server(), "a");
        pair.client().setSoTimeout(200);
        assertThrows(IOException.class, () -> FaultLab.receive(pair.client(), 1));
        pair.client().setSoTimeout(FaultLab.DEADLINE_MS);
        latency.setLatency(200);
        assertEquals("a", FaultLab.receive(pair.client(), 1));
        long changed = FaultLab.millis(() -> {
            FaultLab.send(pair.server(), "b");
            assertEquals("b", FaultLab.receive(pair.client(), 1));
        });
        assertTrue(changed >= 200, changed + " ms");
        latency.setLatency(3_600_000);
        FaultLab.send(pair.server(), "c");
        FaultLab.send(pair.server(), "d");
        latency.remove();
        assertEquals("cd", FaultLab.receive(pair.client(), 2));
    }

    @Test
    void fiveHundred_atOnce_allServe() throws Exception {
        proxy.toxics().latency("l", UPSTREAM, 20);
        List<Socket> clients = new ArrayList<>();
        List<Socket> servers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            FaultLab.Pair pair = lab.connect(proxy);
            clients.add(pair.client());
            servers.add(pair.server());
        }
        awaitConnections(500);
        for (int i = 0; i < 500; i++) {
            FaultLab.send(clients.get(i), String.format("%03d", i));
        }
        boolean[] seen = new boolean[500];
        for (Socket server : servers) {
            String number = FaultLab.receive(server, 3);
            seen[Integer.parseInt(number)] = true;
            FaultLab.send(server, number);
        }
        for (int i = 0; i < 500; i++) {
            assertTrue(seen[i]);
            assertEquals(String.format("%03d", i), FaultLab.receive(clients.get(i), 3));
        }
        proxy.toxics().timeout("t", UPSTREAM, 0).remove();
        for (Socket client : clients) {
            assertEquals("", FaultLab.rest(client));
        }
        awaitConnections(0);
    }

    private void awaitConnections(int count) {
        await().atMost(FaultLab.DEADLINE_MS, TimeUnit.MILLISECONDS)
                .until(() -> lab.proxy.connectionCount("p") == count);
    }

    @Test
    void connectionsMax_reached_moreAreClosed() throws IOException {
        lab.close();
        lab = new FaultLab(new FaultSettings("127.0.0.1", 0, 42, 2, StreamLimits.standard()));
        proxy = lab.proxy("p");
        assertServes(proxy);
        assertServes(proxy);
        assertEquals("", FaultLab.rest(lab.dial(proxy)));
    }
}
