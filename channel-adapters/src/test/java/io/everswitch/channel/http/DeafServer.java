package io.everswitch.channel.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port on which connections neither succeed nor fail: the queue of a socket that never accepts is full. */
public final class DeafServer implements AutoCloseable {
    private static final int QUEUE_MAX = 64;
    private static final int CONNECT_MS = 300;

    private final ServerSocket server;
    private final List<Socket> queued = new ArrayList<>();

    public DeafServer() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        for (int i = 0; i < QUEUE_MAX; i++) {
            Socket socket = new Socket();
            queued.add(socket);
            try {
                socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), CONNECT_MS);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
        close();
        throw new IOException("the queue did not fill up");
    }

    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : queued) {
            socket.close();
        }
        server.close();
    }
}
