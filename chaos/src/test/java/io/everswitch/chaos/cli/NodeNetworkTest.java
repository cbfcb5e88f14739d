package io.everswitch.chaos.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cutting an address off for real, where the system permits it. The addresses are nobody else's. */
@Timeout(60)
class NodeNetworkTest {
    @Test
    void cut_then_heal(@TempDir Path root) throws IOException {
        NodeNetwork network = NodeNetwork.of(TestDemo.home(root));
        String address = "127." + (100 + ProcessHandle.current().pid() % 100) + ".77.3";
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getAllByName(address)[0])) {
            connect(address, server.getLocalPort());
            try {
                network.cut(address);
            } catch (IllegalStateException notPermitted) {
                assertTrue(String.valueOf(notPermitted.getMessage()).contains("root"), notPermitted.getMessage());
                assertEquals(List.of(), network.cutNow());
                abort("not permitted here: " + notPermitted.getMessage());
            }
            try {
                assertThrows(IOException.class, () -> connect(address, server.getLocalPort()));
                assertEquals(List.of(address), network.cutNow());
            } finally {
                // By another object: what is cut is known to whoever looks after us.
                NodeNetwork.of(TestDemo.home(root)).healAll();
            }
            connect(address, server.getLocalPort());
            assertEquals(List.of(), network.cutNow());
            network.heal(address);
        }
    }

    @Test
    void cut_everybodysAddress_isRefused(@TempDir Path root) {
        NodeNetwork network = NodeNetwork.of(TestDemo.home(root));
        assertThrows(IllegalArgumentException.class, () -> network.cut("127.0.0.1"));
        assertThrows(IllegalArgumentException.class, () -> network.cut("10.0.0.1"));
        assertThrows(IllegalArgumentException.class, () -> network.cut("127.0.0.2; true"));
        assertEquals(List.of(), network.cutNow());
    }

    private static void connect(String address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getAllByName(address)[0], port), 1_000);
        }
    }
}
