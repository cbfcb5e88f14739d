package io.everswitch.node.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class PeerPortsTest {
    private static final EvidenceSettings SETTINGS = new EvidenceSettings(3, 20, 200);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<String> gone = new CopyOnWriteArrayList<>();

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @Test
    void watch_peerListens_isNotGoneAndHoldsOneConnection() throws IOException {
        try (ServerSocket peer = listening();
                PeerPorts ports = new PeerPorts(SETTINGS, gone::add)) {
            ports.watch(Map.of("a", (InetSocketAddress) peer.getLocalSocketAddress()));
            try (Socket held = peer.accept()) {
                await().during(Duration.ofMillis(500)).atMost(SOON).until(gone::isEmpty);
                assertTrue(held.isConnected());
            }
        }
    }

    @Test
    void watch_peerStopsListening_isGoneOnce() throws IOException {
        try (PeerPorts ports = new PeerPorts(SETTINGS, gone::add)) {
            ServerSocket peer = listening();
            ports.watch(Map.of("a", (InetSocketAddress) peer.getLocalSocketAddress()));
            Socket held = peer.accept();
            peer.close();
            await("its held connection still stands")
                    .during(Duration.ofMillis(200))
                    .atMost(SOON)
                    .until(gone::isEmpty);
            held.close();
            await().atMost(SOON).until(() -> !gone.isEmpty());
            await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> gone.size() == 1);
            assertEquals(List.of("a"), gone);
        }
    }

    /** A peer that only closes connections, as one that is busy or restarts at once does, is alive. */
    @Test
    void watch_peerClosesConnections_isNotGone() throws IOException {
        try (ServerSocket peer = listening();
                PeerPorts ports = new PeerPorts(SETTINGS, gone::add)) {
            ports.watch(Map.of("a", (InetSocketAddress) peer.getLocalSocketAddress()));
            for (int i = 0; i < 10; i++) {
                peer.accept().close();
            }
            assertEquals(List.of(), gone);
        }
    }
}
