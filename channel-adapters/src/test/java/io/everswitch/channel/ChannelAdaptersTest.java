package io.everswitch.channel;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.channel.contract.Payments;
import io.everswitch.channel.contract.RecordedAnswers;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.ChannelPort;
import io.everswitch.domain.port.ChannelProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChannelAdaptersTest {
    private final Clock clock = Clock.systemUTC();
    private final Payments payments = new Payments(clock);

    /** One channel of each family towards a port where nobody listens. */
    private static ChannelCatalog catalog(String secret) throws Exception {
        int port = closedPort();
        return ChannelCatalog.parse("""
                version: 1
                banks: [{ id: b1, en: One, zh: 一 }]
                channels:
                  - { id: web, bank: b1, real_bank: false, protocol: http_json, methods: [card], currencies: [CNY],
                      http: { base_url: "http://127.0.0.1:PORT/web", secret: "SECRET" } }
                  - { id: iso, bank: b1, real_bank: false, protocol: iso8583, methods: [card], currencies: [CNY],
                      iso: { host: 127.0.0.1, port: PORT, framing: ascii4, form: ascii, terminal: T1, merchant: M1, acquirer: "1" } }
                """.replace("PORT", Integer.toString(port)).replace("SECRET", secret), "test");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private ChannelAdapters open(ChannelCatalog catalog) {
        return ChannelAdapters.open(
                catalog, payments.vault(), new RecordedAnswers(), AdapterSettings.of("http://127.0.0.1:8081"), clock);
    }

    @Test
    void open_bothFamilies_areRefusedAsNotSentWhileNobodyListens() throws Exception {
        try (ChannelAdapters adapters = open(catalog("demo:hush-hush"))) {
            adapters.start();
            for (String id : new String[] {"web", "iso"}) {
                ChannelPort channel = adapters.get(new ChannelId(id));
                AttemptAnswer answer = channel.send(payments.card(channel))
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);
                assertEquals(AttemptAnswer.Kind.NOT_SENT, answer.kind(), id + ": " + answer);
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> adapters.statuses().values().stream().noneMatch(status -> status.up()));
            assertEquals(2, adapters.statuses().size());
            assertEquals(
                    404,
                    adapters.callbackReceiver()
                            .receive("iso", "1", "", new byte[0])
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS)
                            .httpStatus(),
                    "only channels that call back have callbacks");
            assertEquals(
                    401,
                    adapters.callbackReceiver()
                            .receive("web", "1", "", new byte[0])
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS)
                            .httpStatus());
        }
    }

    @Test
    void become_otherTimeouts_runningChannelsTellOfThemAndOfTheCatalogsAgain() throws Exception {
        ChannelCatalog file = catalog("demo:hush-hush");
        String live = """
                version: 1
                banks: [{ id: b1, en: One, zh: 一 }]
                channels:
                  - { id: web, bank: b1, real_bank: false, protocol: http_json, methods: [card], currencies: [CNY], resolution: reverse,
                      response_timeout_ms: 700, in_flight_max: 1, connect_timeout_ms: 50,
                      http: { base_url: "http://127.0.0.1:1/web", secret: "demo:hush-hush" } }
                """;
        try (ChannelAdapters adapters = open(file)) {
            ChannelPort web = adapters.get(new ChannelId("web"));
            adapters.become(ChannelCatalog.parse(live, "test"));
            assertEquals(Duration.ofMillis(700), web.profile().responseTimeout());
            assertEquals(ChannelProfile.Resolution.QUERY, web.profile().resolution(), "open attempts rest on it");
            adapters.become(file);
            assertEquals(Duration.ofSeconds(10), web.profile().responseTimeout());
        }
    }

    @Test
    void get_unknownChannel_isAnIllegalArgument() throws Exception {
        try (ChannelAdapters adapters = open(catalog("demo:hush-hush"))) {
            assertThrows(IllegalArgumentException.class, () -> adapters.get(new ChannelId("nobody")));
        }
    }

    @Test
    void open_secretNotThereOrTooShort_saysWhereAndNotWhat() throws Exception {
        assertTrue(String.valueOf(assertThrows(IllegalStateException.class, () -> open(catalog("env:NO_SUCH_VARIABLE")))
                        .getMessage())
                .contains("NO_SUCH_VARIABLE"));
        String message = String.valueOf(assertThrows(IllegalStateException.class, () -> open(catalog("demo:hush")))
                .getMessage());
        assertFalse(message.contains("hush"), message);
    }

    @Test
    void settings_textForm_holdsNoEnvironment() {
        AdapterSettings settings =
                new AdapterSettings("http://127.0.0.1:8081", 2, Map.of("KEY", "hush-hush"), ChannelMetrics.NONE);
        assertFalse(settings.toString().contains("hush"), settings.toString());
    }
}
