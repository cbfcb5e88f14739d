package io.everswitch.journal.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A port of its own that leads to Cassandra from the moment it is opened: until then there is none. */
public final class Forwarder implements AutoCloseable {

    private final ServerSocket server;
    private final CassandraProcess to;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

    public Forwarder(String address, int port, CassandraProcess to) throws IOException {
        this.server = new ServerSocket(port, 50, InetAddress.getByName(address));
        this.to = to;
        start(this::accept);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "test-forwarder");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket from = server.accept();
                Socket there = new Socket("127.0.0.31", to.port());
                open.add(from);
                open.add(there);
                start(() -> pump(from, there));
                start(() -> pump(there, from));
            }
        } catch (IOException e) {
            close(); // Closed by the test.
        }
    }

    private static void pump(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // One side has closed; the streams are closed, and with them the sockets.
            return;
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket = open.poll(); socket != null; socket = open.poll()) {
                socket.close();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
