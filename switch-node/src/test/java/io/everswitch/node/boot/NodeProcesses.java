package io.everswitch.node.boot;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three real nodes, each a process of its own on an address of its own, with a working set. */
final class NodeProcesses implements AutoCloseable {
    static final int NODES = 3;
    /** Three JVMs that start at once share two cores with each other and with whatever else is built there. */
    static final Duration START_MAX = Duration.ofMinutes(4);

    final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofMillis(500)).build();
    private final Path dir;
    private final List<Ports> ports = new ArrayList<>();
    private final Map<Integer, Process> running = new ConcurrentHashMap<>();

    private record Ports(int api, int callbacks, int operations, int cluster, int workingSet) {}

    NodeProcesses(Path dir, int bankPort) throws IOException {
        this.dir = dir;
        for (int node = 0; node < NODES; node++) {
            ports.add(new Ports(
                    free("127.0.0.1"), free("127.0.0.1"), free("127.0.0.1"), free(host(node)), free(host(node))));
        }
        Files.writeString(dir.resolve("cashier"), "a secret of the cashier, long enough");
        Files.writeString(dir.resolve("key"), "sk_test_nodes");
        Files.writeString(dir.resolve("hook"), "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        Files.writeString(dir.resolve("channels.yaml"), """
                version: 1
                banks:
                  - { id: one, en: "Bank One", zh: "一" }
                channels:
                  - { id: one-http, bank: one, protocol: http_json, methods: [card], currencies: [CNY], real_bank: false,
                      http: { base_url: "http://127.0.0.1:%d/{id}", secret: "demo:secret-of-{id}" } }
                """.formatted(bankPort));
        for (int node = 0; node < NODES; node++) {
            Files.writeString(dir.resolve("node-" + node + ".yaml"), config(node));
        }
    }

    static String host(int node) {
        return "127.0.0." + (31 + node);
    }

    private static int free(String host) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        }
    }

    private String list(boolean workingSet) {
        return IntStream.range(0, NODES)
                .mapToObj(node -> "\"" + host(node) + ":"
                        + (workingSet
                                ? ports.get(node).workingSet()
                                : ports.get(node).cluster()) + "\"")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private String config(int node) {
        Ports own = ports.get(node);
        return """
                name: node-%d
                data_dir: %s
                bind_host: 127.0.0.1
                cluster_host: %s
                ports: {api: %d, callbacks: %d, operations: %d, cluster: %d, working_set: %d}
                seeds: %s
                journal:
                  stores: [spool, working-set]
                  copies: 2
                  working_set: {cluster_name: %s, members: %s, networks: ["127.0.0.*"], members_min: 2}
                public_urls: {api: "http://127.0.0.1:%d", callbacks: "http://127.0.0.1:%d"}
                channels: %s
                vault_keys: %s
                create_vault_keys: true
                cashier_secret: "file:%s"
                merchants:
                  - {id: shop, api_key: "file:%s", webhook_secrets: ["file:%s"]}
                graceful_stop_ms: 5000
                stop_notice_ms: 1500
                """.formatted(
                        node,
                        dir.resolve("data-" + node),
                        host(node),
                        own.api(),
                        own.callbacks(),
                        own.operations(),
                        own.cluster(),
                        own.workingSet(),
                        list(false),
                        "t" + ports.get(0).workingSet(),
                        list(true),
                        own.api(),
                        own.callbacks(),
                        dir.resolve("channels.yaml"),
                        dir.resolve("vault.keys"),
                        dir.resolve("cashier"),
                        dir.resolve("key"),
                        dir.resolve("hook"));
    }

    void start(int node) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx320m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2",
                // As in production: another one of the tests' is on the class path too.
                "-Dlogback.configurationFile=" + System.getProperty("everswitch.test.logback", "logback.xml"),
                "-cp",
                classPath,
                "io.everswitch.node.boot.NodeMain",
                "--config",
                dir.resolve("node-" + node + ".yaml").toString());
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(
                dir.resolve("node-" + node + ".log").toFile()));
        running.put(node, builder.start());
    }

    void awaitReady(int node) {
        await("node " + node + " is ready")
                .atMost(START_MAX)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> isReady(node));
    }

    boolean isReady(int node) {
        return status(ports.get(node).operations(), "/health/ready") == 200;
    }

    private int status(int port, String path) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .timeout(Duration.ofSeconds(2))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    String readiness(int node) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + ports.get(node).operations() + "/health/ready"))
                                .timeout(Duration.ofSeconds(2))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** One request of the merchant at one node. */
    HttpResponse<String> ask(int node, String method, String path, String body, String key, Duration timeout)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + ports.get(node).api() + path))
                .timeout(timeout)
                .header("Authorization", "Bearer sk_test_nodes");
        if (method.equals("POST")) {
            request.header("Content-Type", "application/json");
            request.header("Prefer", "wait=5");
            request.header("Idempotency-Key", key);
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** As kill -9 does. */
    void kill(int node) {
        Process process = running.remove(node);
        if (process != null) {
            process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
    }

    /** SIGTERM; the process is then on its way out. */
    Process terminate(int node) {
        Process process = running.get(node);
        if (process == null) {
            throw new IllegalStateException("node " + node + " does not run");
        }
        process.destroy();
        return process;
    }

    /** From now on no write of this node reaches beyond so many bytes of a file. Linux only. */
    Process limitFileSize(int node, int bytes) throws IOException, InterruptedException {
        Process process = running.get(node);
        if (process == null) {
            throw new IllegalStateException("node " + node + " does not run");
        }
        Process limit = new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes)
                .inheritIO()
                .start();
        if (limit.waitFor() != 0) {
            throw new IOException("prlimit ended with " + limit.exitValue());
        }
        return process;
    }

    boolean isRunning(int node) {
        Process process = running.get(node);
        return process != null && process.isAlive();
    }

    @Override
    public void close() {
        for (int node = 0; node < NODES; node++) {
            kill(node);
        }
    }
}
