package io.everswitch.chaos.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A fault proxy, the official client, and a server behind it whose end of each connection the test holds too. */
final class FaultLab implements AutoCloseable {
    /** Every wait in these tests ends by then. */
    static final int DEADLINE_MS = 20_000;

    /** How much later than it should a busy machine may do something. */
    static final long SLACK_MS = 1_500;
    /** How long silence must last to count as silence. */
    static final int SILENCE_MS = 300;

    final FaultProxy proxy;
    final ToxiproxyClient client;
    final ServerSocket server;
    private final List<Socket> sockets = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    FaultLab() throws IOException {
        this(FaultSettings.of("127.0.0.1", 0, 42));
    }

    FaultLab(FaultSettings settings) throws IOException {
        proxy = FaultProxy.start(settings);
        client = new ToxiproxyClient("127.0.0.1", proxy.port());
        server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        server.setSoTimeout(DEADLINE_MS);
    }

    /** Both ends of one connection through a proxy. */
    record Pair(Socket client, Socket server) {}

    Proxy proxy(String name) throws IOException {
        return client.createProxy(name, "127.0.0.1:0", upstream());
    }

    String upstream() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    static int port(Proxy proxy) {
        return Integer.parseInt(proxy.getListen().substring(proxy.getListen().lastIndexOf(':') + 1));
    }

    Socket dial(Proxy proxy) throws IOException {
        return dial(port(proxy));
    }

    Socket dial(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), DEADLINE_MS);
        return kept(socket);
    }

    Pair connect(Proxy proxy) throws IOException {
        Socket dialled = dial(proxy);
        return new Pair(dialled, kept(server.accept()));
    }

    private Socket kept(Socket socket) throws SocketException {
        socket.setSoTimeout(DEADLINE_MS);
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        return socket;
    }

    static void send(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    static void send(Socket socket, String text) throws IOException {
        send(socket, text.getBytes(US_ASCII));
    }

    static String receive(Socket socket, int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), US_ASCII);
    }

    /** How it ended: the bytes that came before an orderly end, or "reset". */
    static String rest(Socket socket) throws IOException {
        try {
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), US_ASCII);
        } catch (SocketException e) {
            return "reset";
        }
    }

    static void between(long low, long millis, long high) {
        assertTrue(millis >= low && millis <= high, millis + " ms is not in " + low + " to " + high);
    }

    static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MS);
        try {
            int read = socket.getInputStream().read();
            throw new AssertionError("not silent but " + read);
        } catch (SocketTimeoutException e) {
            socket.setSoTimeout(DEADLINE_MS);
        }
    }

    static long millis(Work work) throws IOException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1_000_000;
    }

    interface Work {
        void run() throws IOException;
    }

    HttpResponse<String> http(String method, String path, String body) throws IOException, InterruptedException {
        return http(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> http(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(Duration.ofMillis(DEADLINE_MS)).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + path));
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
        proxy.close();
    }
}
