package io.everswitch.chaos.door;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The door with real sockets: who gets a request, what is sent again, what a client is told. */
@Timeout(60)
class FrontDoorTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private TestNode one;
    private TestNode two;
    private FrontDoor door;

    @BeforeEach
    void open() throws IOException {
        one = new TestNode("node-1");
        two = new TestNode("node-2");
        door = FrontDoor.start(new DoorSettings(0, 0, List.of(one.address(), two.address()), limits(10_000)));
        await().atMost(Duration.ofSeconds(10)).until(() -> whoAnswers(8).size() == 2);
        one.requests.clear();
        two.requests.clear();
    }

    @AfterEach
    void close() {
        door.close();
        one.close();
        two.close();
    }

    private static DoorSettings.Limits limits(int answerTimeoutMs) {
        return new DoorSettings.Limits(20, 1_000, 1_000, answerTimeoutMs, 60_000, 64 * 1024, 100, 16, 5_000);
    }

    @Test
    void request_bothReady_goesToEachInTurnWithItsBodyAndQuery() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertEquals(200, post("/v1/payments?a=b%20c", "hello").statusCode());
        }
        assertEquals(2, one.requests.size());
        assertEquals(2, two.requests.size());
        assertEquals("POST /v1/payments?a=b%20c hello", one.requests.peek());
    }

    @Test
    void request_nodeNotReady_goesToTheOther() throws Exception {
        one.ready = false;
        await().atMost(Duration.ofSeconds(10)).until(() -> !whoAnswers(8).contains("from node-1"));
        one.requests.clear();
        for (int i = 0; i < 10; i++) {
            assertEquals("from node-2", get("/").body());
        }
        assertEquals(0, one.requests.size());
        one.ready = true;
        await().atMost(Duration.ofSeconds(10)).until(() -> whoAnswers(8).size() == 2);
    }

    @Test
    void request_connectionRefused_isSentToTheOtherOnce() throws Exception {
        one.refuse();
        for (int i = 0; i < 6; i++) {
            HttpResponse<String> answer = post("/v1/payments", "n" + i);
            // A connection that was kept may have met the closing port: then nobody can know, and the door must say so.
            assertTrue(answer.statusCode() == 200 || possible(answer), answer.body());
        }
        assertTrue(two.requests.size() >= 4, two.requests.toString());
        assertEquals(new TreeSet<>(two.requests).size(), two.requests.size());
    }

    @Test
    void request_refusedWithNothingDone_isSentToTheOther() throws Exception {
        one.conduct = exchange -> TestNode.problem(exchange, 503, true, "none");
        for (int i = 0; i < 4; i++) {
            assertEquals("from node-2", post("/v1/payments", "x").body());
        }
        assertEquals(2, one.requests.size());
        assertEquals(4, two.requests.size());
    }

    @Test
    void request_bothRefuse_isAnsweredWithTheRefusalAndTriedOnceEach() throws Exception {
        one.conduct = exchange -> TestNode.problem(exchange, 503, true, "none");
        two.conduct = one.conduct;
        HttpResponse<String> answer = post("/v1/payments", "x");
        assertEquals(503, answer.statusCode());
        assertEquals("none", JSON.readTree(answer.body()).path("charge_state").asText());
        assertEquals(1, one.requests.size());
        assertEquals(1, two.requests.size());
    }

    @Test
    void request_refusedButPossible_isNeverSentAgain() throws Exception {
        one.conduct = exchange -> TestNode.problem(exchange, 503, true, "possible");
        two.conduct = exchange -> TestNode.problem(exchange, 503, false, "none");
        for (int i = 0; i < 4; i++) {
            assertEquals(503, post("/v1/payments", "x").statusCode());
        }
        assertEquals(4, one.requests.size() + two.requests.size());
    }

    @Test
    void request_nodeDiesInTheMiddle_isAnsweredAsPossibleAndNeverSentAgain() throws Exception {
        one.conduct = exchange -> {
            throw new IOException("dies");
        };
        two.conduct = one.conduct;
        HttpResponse<String> answer = post("/v1/payments/p/confirm", "x");
        assertEquals(502, answer.statusCode());
        assertTrue(possible(answer), answer.body());
        JsonNode problem = JSON.readTree(answer.body());
        assertTrue(problem.path("retryable").asBoolean());
        assertEquals("node_lost", problem.path("code").asText());
        assertEquals("req-7", answer.headers().firstValue("X-Request-Id").orElse(""));
        assertEquals(1, one.requests.size() + two.requests.size());
        HttpResponse<String> read = get("/v1/payments/p");
        assertEquals(502, read.statusCode());
        assertEquals("none", JSON.readTree(read.body()).path("charge_state").asText());
    }

    @Test
    void request_nodeSilent_isAnsweredInTime() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        one.conduct = exchange -> {
            try {
                never.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        two.conduct = one.conduct;
        try (FrontDoor hasty =
                FrontDoor.start(new DoorSettings(0, 0, List.of(one.address(), two.address()), limits(300)))) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> send(hasty.apiPort(), "/-/ready", null).statusCode() == 200);
            HttpResponse<String> answer = send(hasty.apiPort(), "/v1/payments", "x");
            assertEquals(504, answer.statusCode());
            assertTrue(possible(answer), answer.body());
        } finally {
            never.countDown();
        }
    }

    @Test
    void request_nobodyReady_isRefusedAsNothingDone() throws Exception {
        one.ready = false;
        two.ready = false;
        await().atMost(Duration.ofSeconds(10)).until(() -> get("/-/ready").statusCode() == 503);
        one.requests.clear();
        HttpResponse<String> answer = post("/v1/payments", "x");
        assertEquals(503, answer.statusCode());
        JsonNode problem = JSON.readTree(answer.body());
        assertEquals("none", problem.path("charge_state").asText());
        assertTrue(problem.path("retryable").asBoolean());
        assertEquals(0, one.requests.size());
        assertEquals(200, get("/-/live").statusCode());
    }

    @Test
    void events_areStreamedAsTheyCome() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        TestNode.Conduct events = exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write("data: one\n\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            try {
                go.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            out.write("data: two\n\n".getBytes(StandardCharsets.UTF_8));
        };
        one.conduct = events;
        two.conduct = events;
        HttpResponse<InputStream> answer = http.send(
                request(door.apiPort(), "/v1/payments/p/events").build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader in = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            // The second event is only sent after the first was read: a door that collects would wait for ever.
            assertEquals("data: one", in.readLine());
            go.countDown();
            assertEquals("", in.readLine());
            assertEquals("data: two", in.readLine());
        }
    }

    @Test
    void answer_largeAndReadSlowly_arrivesWhole() throws Exception {
        byte[] large = new byte[8 * 1024 * 1024];
        Arrays.fill(large, (byte) 'x');
        one.conduct = exchange -> {
            exchange.sendResponseHeaders(200, large.length);
            exchange.getResponseBody().write(large);
        };
        two.conduct = one.conduct;
        HttpResponse<InputStream> answer =
                http.send(request(door.apiPort(), "/large").build(), HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(large.length, answer.body().readAllBytes().length);
    }

    @Test
    void answer_cutInTheMiddle_isCutForTheClientToo() {
        one.conduct = exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            throw new IOException("dies");
        };
        two.conduct = one.conduct;
        assertThrows(IOException.class, () -> get("/v1/payments"));
    }

    @Test
    void requests_sentAhead_areAnsweredInOrder() throws Exception {
        one.conduct = exchange -> TestNode.reply(
                exchange, 200, "text/plain", exchange.getRequestURI().toString());
        two.conduct = one.conduct;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.apiPort())) {
            socket.setSoTimeout(10_000);
            String both =
                    "GET /first HTTP/1.1\r\nHost: x\r\n\r\nGET /second HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(both.getBytes(StandardCharsets.US_ASCII));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(answers.indexOf("/first") > 0, answers);
            assertTrue(answers.indexOf("/second") > answers.indexOf("/first"), answers);
        }
    }

    @Test
    void parse_wrongNode_isTold() {
        assertEquals(
                new DoorSettings.NodeAddress("node-1", "127.0.0.1", 1, 2, 3),
                DoorSettings.NodeAddress.parse("node-1=127.0.0.1:1:2:3"));
        assertThrows(IllegalArgumentException.class, () -> DoorSettings.NodeAddress.parse("node-1=127.0.0.1:1:2"));
        assertThrows(IllegalArgumentException.class, () -> DoorSettings.NodeAddress.parse("127.0.0.1:1:2:3"));
        assertThrows(IllegalArgumentException.class, () -> DoorSettings.NodeAddress.parse("n=127.0.0.1:a:2:3"));
    }

    private static boolean possible(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body()).path("charge_state").asText().equals("possible");
    }

    private Set<String> whoAnswers(int times) throws IOException, InterruptedException {
        Set<String> who = new TreeSet<>();
        for (int i = 0; i < times; i++) {
            HttpResponse<String> answer = get("/");
            if (answer.statusCode() == 200) {
                who.add(answer.body());
            }
        }
        return who;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(door.apiPort(), path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, @Nullable String body) throws IOException, InterruptedException {
        return send(door.apiPort(), path, body);
    }

    private HttpResponse<String> send(int port, String path, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(port, path);
        if (body != null) {
            request.POST(HttpRequest.BodyPublishers.ofString(body)).header("X-Request-Id", "req-7");
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
    }
}
