package io.everswitch.chaos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.everswitch.chaos.bank.DemoForms;
import java.io.IOException;
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
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A demo of real processes at free ports, with a small catalog: cards go through ISO 8583, bank accounts through HTTP JSON,
 * so that a test chooses the protocol by the means of payment. Ended by {@link #close}.
 */
final class TestDemo implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PORT_FIRST = 12_000;
    private static final int PORTS = 20_000;
    private static final int PORTS_TRIED_MAX = 1_000;
    private static final AtomicInteger NEXT_PORT = new AtomicInteger(new Random().nextInt(PORTS));

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Path root;
    private final DemoPorts ports;
    private final RunningDemo demo;
    private final StringBuilder answers = new StringBuilder();

    private TestDemo(Path root, DemoPorts ports, RunningDemo demo) {
        this.root = root;
        this.ports = ports;
        this.demo = demo;
    }

    static TestDemo start(Path root) throws IOException, InterruptedException {
        return start(root, DemoShape.SMALLEST);
    }

    /** As many nodes as the shape has, each at an address of its own; the archive and the fault proxy if it has them. */
    static TestDemo start(Path root, DemoShape shape) throws IOException, InterruptedException {
        int[] free = freePorts(11 + 5 * shape.nodes());
        List<NodePorts> nodes = new ArrayList<>();
        for (int index = 0; index < shape.nodes(); index++) {
            int at = 11 + 5 * index;
            nodes.add(new NodePorts(
                    shape.nodes() == 1 ? "127.0.0.1" : "127.0.0.1" + (index + 1),
                    free[at],
                    free[at + 1],
                    free[at + 2],
                    free[at + 3],
                    free[at + 4]));
        }
        DemoPorts ports = new DemoPorts(
                nodes,
                free[0],
                free[1],
                new DemoPorts.Door(free[2], free[3]),
                new DemoPorts.Cassandra(free[4], free[5]),
                free[6],
                0);
        Path catalog = Files.writeString(root.resolve("channels.yaml"), catalog(free));
        return new TestDemo(root, ports, RunningDemo.start(home(root), catalog, ports, shape));
    }

    static Home home(Path root) {
        String classPath = System.getProperty("java.class.path");
        return new Home(root, root.resolve("home"), classPath, classPath, Path.of("cassandra"));
    }

    RunningDemo demo() {
        return demo;
    }

    DemoPorts ports() {
        return ports;
    }

    Path root() {
        return root;
    }

    /** Everything that the switch ever answered to this object. */
    String answers() {
        return answers.toString();
    }

    JsonNode create(String orderId, long amount, String description) throws IOException, InterruptedException {
        return send(post(
                "/v1/payments",
                "{\"merchant_order_id\":\"%s\",\"amount\":%d,\"currency\":\"CNY\",\"description\":\"%s\"}"
                        .formatted(orderId, amount, description)));
    }

    JsonNode confirm(String id, String means, int waitSeconds) throws IOException, InterruptedException {
        return send(post("/v1/payments/" + id + "/confirm", "{\"payment_method\":" + means + "}")
                .header("Prefer", "wait=" + waitSeconds));
    }

    /** A payment from its creation to its final status. */
    JsonNode pay(long amount, String means) throws IOException, InterruptedException {
        String id =
                create("order-" + UUID.randomUUID(), amount, "test").path("id").asText();
        return confirm(id, means, 30);
    }

    JsonNode refund(String id, long amount, String refundId) throws IOException, InterruptedException {
        return send(post(
                "/v1/refunds",
                "{\"payment_id\":\"%s\",\"amount\":%d,\"merchant_refund_id\":\"%s\"}".formatted(id, amount, refundId)));
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpRequest.Builder post(String path, String body) {
        return request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
    }

    String shopText(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(ports.shopUrl() + path))
                .timeout(Duration.ofSeconds(30))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        answers.append(response.body())
                .append('\n')
                .append(response.headers().map())
                .append('\n');
        return JSON.readTree(response.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(ports.apiUrl() + path))
                .header("Authorization", "Bearer " + DemoPlan.API_KEY)
                .timeout(Duration.ofSeconds(60));
    }

    /** What the first node's operations port answers. */
    JsonNode operations(String path) throws IOException, InterruptedException {
        return send(operationsRequest(path));
    }

    JsonNode operate(String path, String body) throws IOException, InterruptedException {
        return send(operationsRequest(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** @param behaviour JSON; null: as it was at first */
    void bankBehaves(String channel, @Nullable String behaviour) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(demo.bankControl() + "/channels/" + channel + "/behaviour"));
        HttpRequest sent = (behaviour == null
                        ? request.DELETE()
                        : request.PUT(HttpRequest.BodyPublishers.ofString(behaviour)))
                .timeout(Duration.ofSeconds(30))
                .build();
        int status = http.send(sent, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status / 100 != 2) {
            throw new IOException("the bank simulator answered " + status);
        }
    }

    private HttpRequest.Builder operationsRequest(String path) {
        return HttpRequest.newBuilder(URI.create(demo.operationsUrl("node-1") + path))
                .timeout(Duration.ofSeconds(60));
    }

    static String card(String number, String cvc) {
        return "{\"type\":\"card\",\"card\":{\"number\":\"%s\",\"exp_month\":12,\"exp_year\":2031,\"cvc\":\"%s\"}}"
                .formatted(number, cvc);
    }

    static String account(String account) {
        return account("north", account);
    }

    /** At {@code north} it goes through HTTP JSON, at {@code south} through ISO 20022, at {@code west} by signed forms. */
    static String account(String bank, String account) {
        return "{\"type\":\"bank_account\",\"bank_account\":{\"bank\":\"%s\",\"account\":\"%s\"}}"
                .formatted(bank, account);
    }

    @Override
    public void close() {
        demo.close();
    }

    static String catalog(int[] free) {
        return """
                version: 1
                profiles:
                  quick:
                    real_bank: false
                    connect_timeout_ms: 1000
                    response_timeout_ms: 1000
                    send_window_ms: 1000
                    callback_timeout_ms: 1500
                    query_ladder: [500ms, 1s]
                    in_flight_max: 512
                    currencies: [CNY]
                    code_overrides: { "91": declined_retriable }
                  iso:
                    protocol: iso8583
                    resolution: reverse
                    methods: [card]
                    iso: { host: 127.0.0.1, merchant: "EVERSWITCHDEMO1", acquirer: "27060000001", connections: 1, echo_interval_ms: 30000, reconnect_min_ms: 100, reconnect_max_ms: 500 }
                  http:
                    protocol: http_json
                    resolution: query
                    methods: [bank_account]
                    http: { base_url: "http://127.0.0.1:%d/{id}", secret: "demo:secret-of-{id}" }
                  xml:
                    protocol: iso20022
                    resolution: query
                    methods: [bank_account]
                    http: { base_url: "http://127.0.0.1:%d/{id}", secret: "demo:secret-of-{id}" }
                    iso20022: { house_bic: EVSWCNB1, bank_bic: SOUTCNB1, creditor_name: "Shop", creditor_account: "SHOP-1" }
                  form:
                    protocol: form_post
                    resolution: query
                    methods: [bank_account]
                    http: { base_url: "http://127.0.0.1:%d/{id}" }
                banks:
                  - { id: west, en: "West Bank", zh: "西方银行" }
                  - { id: north, en: "North Bank", zh: "北方银行" }
                  - { id: south, en: "South Bank", zh: "南方银行" }
                channels:
                  - { id: north-iso-1, bank: north, profile: [quick, iso], iso: { framing: binary2-tpdu, form: binary, tpdu_destination: 3, port: %d, terminal: "T0000001" } }
                  - { id: north-iso-2, bank: north, profile: [quick, iso], iso: { framing: ascii4, form: ascii, port: %d, terminal: "T0000002" } }
                  - { id: north-http-1, bank: north, profile: [quick, http] }
                  - { id: north-http-2, bank: north, profile: [quick, http] }
                  - { id: south-xml-1, bank: south, profile: [quick, xml] }
                  - { id: south-xml-2, bank: south, profile: [quick, xml] }
                  - { id: west-form-1, bank: west, profile: [quick, form], form: %s }
                  - { id: west-form-2, bank: west, profile: [quick, form], form: %s }
                """.formatted(
                free[7], free[7], free[7], free[8], free[9], DemoForms.yaml("form-rsa"), DemoForms.yaml("form-sm2"));
    }

    /**
     * Below the range from which the system gives ports to outgoing connections: a process that dies in a test and comes
     * back must find its port still free. None is given twice in a run.
     */
    static int[] freePorts(int count) {
        int[] ports = new int[count];
        for (int i = 0; i < count; i++) {
            ports[i] = freePort();
        }
        return ports;
    }

    private static int freePort() {
        for (int tries = 0; tries < PORTS_TRIED_MAX; tries++) {
            int port = PORT_FIRST + Math.floorMod(NEXT_PORT.getAndIncrement(), PORTS);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // Somebody else's: the next one is tried.
            }
        }
        throw new IllegalStateException("no free port among " + PORTS_TRIED_MAX);
    }
}
