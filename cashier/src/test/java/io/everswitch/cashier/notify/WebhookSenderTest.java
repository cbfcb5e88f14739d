package io.everswitch.cashier.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.everswitch.domain.payment.NotificationResult;
import io.everswitch.domain.payment.NotificationResult.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSenderTest {
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final byte[] BODY = "{\"type\":\"payment.succeeded\",\"text\":\"付款\"}".getBytes(UTF_8);

    private final FakeNames names = new FakeNames();
    private WebhookSender sender = names.sender(config(Duration.ofSeconds(5), WebhookLimits.DEFAULT));

    @AfterEach
    void end() {
        sender.close();
        assertEquals(0, sender.inFlight(), "every message must give its place back");
        assertEquals(0, sender.hostsInFlight());
    }

    @Test
    void send_goodMerchant_getsWhatTheLibraryVerifies() throws IOException, WebhookVerificationException {
        try (Merchant merchant = new Merchant(Merchant.status(204))) {
            NotificationResult result = send(merchant.url());

            assertEquals(new NotificationResult(Kind.DELIVERED, 204, null, "HTTP 204"), result);
            Merchant.Received got = merchant.received().get(0);
            assertEquals("/hook?a=b%20c", got.path());
            assertArrayEquals(BODY, got.body());
            Map<String, List<String>> headers = new HashMap<>();
            got.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
            assertEquals(List.of("msg_1"), headers.get("webhook-id"));
            assertEquals(List.of("application/json; charset=utf-8"), headers.get("content-type"));
            new Webhook(SECRET).verify(new String(got.body(), UTF_8), headers);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, DELIVERED",
        "201, DELIVERED",
        "299, DELIVERED",
        "301, FAILED",
        "302, FAILED",
        "307, FAILED",
        "308, FAILED",
        "400, FAILED",
        "401, FAILED",
        "404, FAILED",
        "407, FAILED",
        "410, GONE",
        "429, FAILED",
        "500, FAILED",
        "504, FAILED"
    })
    void send_status_decides(int status, Kind expected) throws IOException {
        try (Merchant other = new Merchant(Merchant.status(200));
                Merchant merchant = new Merchant(exchange -> {
                    exchange.getResponseHeaders().set("Location", other.url());
                    exchange.sendResponseHeaders(status, -1);
                })) {
            NotificationResult result = send(merchant.url());

            assertEquals(expected, result.kind());
            assertEquals(status, result.httpStatus());
            assertEquals(1, merchant.received().size());
            assertEquals(0, other.received().size(), "a redirect was followed");
        }
    }

    @Test
    void send_retryAfter_isPassedOnBounded() throws IOException {
        for (String[] row : new String[][] {{"120", "PT2M"}, {"999999", "PT24H"}}) {
            try (Merchant merchant = new Merchant(exchange -> {
                exchange.getResponseHeaders().set("Retry-After", row[0]);
                exchange.sendResponseHeaders(503, -1);
            })) {
                assertEquals(Duration.parse(row[1]), send(merchant.url()).retryAfter());
            }
        }
        try (Merchant merchant = new Merchant(Merchant.status(503))) {
            assertNull(send(merchant.url()).retryAfter());
        }
    }

    @Test
    void send_endlessBody_isCutAndTheStatusStands() throws IOException {
        try (Merchant merchant = new Merchant(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = new byte[65_536];
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write(piece);
                }
            }
        })) {
            long before = System.nanoTime();
            assertEquals(Kind.DELIVERED, send(merchant.url()).kind());
            assertTrue(System.nanoTime() - before < TimeUnit.SECONDS.toNanos(4), "the body was read to the time-out");
        }
    }

    @Test
    void send_headersBeyondBounds_fails() throws IOException {
        try (Merchant merchant = new Merchant(exchange -> {
            exchange.getResponseHeaders().set("X-Big", "x".repeat(100_000));
            exchange.sendResponseHeaders(200, -1);
        })) {
            NotificationResult result = send(merchant.url());
            assertEquals(Kind.FAILED, result.kind());
        }
    }

    @Test
    void send_silentMerchant_failsAfterTheTimeout() throws Exception {
        sender.close();
        sender = names.sender(config(Duration.ofMillis(400), WebhookLimits.DEFAULT));
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            NotificationResult result = send("http://127.0.0.1:" + silent.getLocalPort() + "/");

            assertEquals(new NotificationResult(Kind.FAILED, 0, null, "no answer in time"), result);
        }
    }

    @Test
    void send_noServer_fails() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertEquals(
                new NotificationResult(Kind.FAILED, 0, null, "cannot connect"), send("http://127.0.0.1:" + port + "/"));
    }

    @Test
    void send_noHttp_fails() throws Exception {
        try (ServerSocket odd = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            FutureTask<Boolean> answering = new FutureTask<>(() -> {
                try (Socket socket = odd.accept()) {
                    socket.getOutputStream().write("SSH-2.0-hello\r\n\r\n".getBytes(UTF_8));
                    return true;
                }
            });
            new Thread(answering).start();

            assertEquals(
                    Kind.FAILED,
                    send("http://127.0.0.1:" + odd.getLocalPort() + "/").kind());
            assertTrue(answering.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void send_tlsToPlainServer_fails() throws IOException {
        try (Merchant merchant = new Merchant(Merchant.status(200))) {
            NotificationResult result = send("https://127.0.0.1:" + merchant.port() + "/");
            assertEquals(Kind.FAILED, result.kind());
            assertEquals(0, merchant.received().size());
        }
    }

    @Test
    void send_uselessSecret_failsWithoutNamingIt() {
        NotificationResult result = sender.send(new WebhookMessage(
                        "msg_1", "http://127.0.0.1:1024/", Instant.now(), BODY, List.of("whsec_!secret!")))
                .toCompletableFuture()
                .join();

        assertEquals(
                new NotificationResult(Kind.FAILED, 0, null, "cannot sign: webhook secret is not base 64"), result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:pw@127.0.0.1:8070/", "http://2130706433:8070/", "http://0x7f000001/", "ftp://127.0.0.1/",
                "not a url", "", "http://169.254.169.254/latest/meta-data/", "http://[::ffff:169.254.169.254]/"
            })
    void send_refusedUrl_isGoneWithAReason(String url) {
        NotificationResult result = send(url);

        assertEquals(Kind.GONE, result.kind());
        assertTrue(result.detail().startsWith("address refused: it must"), result.detail());
        assertFalse(result.detail().contains("pw"));
    }

    @Test
    void send_afterClose_failsAndHangsNever() throws IOException {
        try (Merchant merchant = new Merchant(Merchant.status(200))) {
            sender.close();
            assertEquals(Kind.FAILED, send(merchant.url()).kind());
        }
    }

    @Test
    void close_withMessagesOnTheirWay_endsAllOfThem() throws Exception {
        WebhookLimits narrow = new WebhookLimits(2, 50, Duration.ofSeconds(30), 10, 100, 100, Duration.ofDays(1));
        sender.close();
        sender = names.sender(config(Duration.ofSeconds(30), narrow));
        try (Merchant merchant = new Merchant(exchange -> Thread.sleep(20_000))) {
            var all = java.util.stream.IntStream.range(0, 20)
                    .mapToObj(i -> sender.send(message(merchant.url())).toCompletableFuture())
                    .toList();
            sender.close();
            for (var one : all) {
                assertEquals(Kind.FAILED, one.get(5, TimeUnit.SECONDS).kind());
            }
        }
    }

    static WebhookMessage message(String url) {
        return new WebhookMessage("msg_1", url, Instant.now(), BODY, List.of(SECRET));
    }

    static WebhookSenderConfig config(Duration requestTimeout, WebhookLimits limits) {
        return new WebhookSenderConfig(
                new NotifyUrlRules(true, java.util.Set.of()), Duration.ofSeconds(2), requestTimeout, limits);
    }

    private NotificationResult send(String url) {
        return sender.send(message(url))
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
