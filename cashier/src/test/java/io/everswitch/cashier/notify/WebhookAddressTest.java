package io.everswitch.cashier.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.payment.NotificationResult;
import io.everswitch.domain.payment.NotificationResult.Kind;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses are judged where the connection is made, not where the text is read. */
class WebhookAddressTest {
    private final FakeNames names = new FakeNames();
    private WebhookSender sender = names.sender(WebhookSenderConfig.DEFAULT);

    @AfterEach
    void end() {
        sender.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.0.0.5",
                "192.168.7.7",
                "172.20.0.1",
                "100.100.100.200",
                "169.254.169.254",
                "0.0.0.0",
                "::1",
                "::ffff:127.0.0.1",
                "fd12::1",
                "fe80::1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::"
            })
    void send_publicNameOfPrivateAddress_isNotConnected(String address) throws IOException {
        try (Merchant inside = new Merchant(Merchant.status(200))) {
            names.answer("rebind.example.com", address);

            NotificationResult result = send("http://rebind.example.com:" + inside.port() + "/");

            assertEquals(Kind.GONE, result.kind());
            assertTrue(result.detail().startsWith("address refused: the name leads to a "), result.detail());
            assertEquals(0, inside.received().size());
        }
    }

    @Test
    void send_nameThatChangesAfterTheFirstTry_isJudgedAgain() throws IOException {
        sender.close();
        sender = names.sender(WebhookSenderConfig.DEFAULT.withUrls(new NotifyUrlRules(true, Set.of())));
        try (Merchant inside = new Merchant(exchange -> {
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(200, -1);
        })) {
            names.answer("moving.example.com", "127.0.0.1");
            names.answer("moving.example.com", "169.254.169.254");
            String url = "http://moving.example.com:" + inside.port() + "/";

            assertEquals(Kind.DELIVERED, send(url).kind());
            assertEquals(Kind.GONE, send(url).kind());
            assertEquals(2, names.questions("moving.example.com"));
            assertEquals(1, inside.received().size());
        }
    }

    @Test
    void send_nameWithGoodAndBadAddresses_triesOnlyTheGood() throws IOException {
        sender.close();
        sender = names.sender(WebhookSenderConfig.DEFAULT.withUrls(new NotifyUrlRules(true, Set.of())));
        try (Merchant inside = new Merchant(Merchant.status(200))) {
            names.answer("mixed.example.com", "169.254.169.254", "127.0.0.1");

            assertEquals(
                    Kind.DELIVERED,
                    send("http://mixed.example.com:" + inside.port() + "/").kind());
        }
    }

    @Test
    void send_unknownName_fails() {
        assertEquals(
                new NotificationResult(Kind.FAILED, 0, null, "host name not found"), send("http://none.example.com/"));
    }

    private NotificationResult send(String url) {
        return sender.send(WebhookSenderTest.message(url))
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
