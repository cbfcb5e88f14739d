package io.everswitch.cashier.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    private static final String ONE = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String TWO =
            "whsec_" + Base64.getEncoder().encodeToString(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

    @Test
    void header_anyBody_isWhatTheLibrarySigns() throws WebhookSigningException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] key = new byte[24 + random.nextInt(40)];
            random.nextBytes(key);
            String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
            String body = "{\"n\":" + random.nextLong() + ",\"text\":\"" + "付款成功 é \\u0000 ".repeat(random.nextInt(30))
                    + "\"}";
            long at = 1_700_000_000L + random.nextInt(100_000_000);

            assertEquals(
                    new Webhook(secret).sign("msg_" + i, at, body),
                    WebhookSignature.header("msg_" + i, at, body.getBytes(UTF_8), List.of(secret)));
        }
    }

    @Test
    void header_twoSecrets_isVerifiedByTheLibraryWithEither() throws WebhookVerificationException {
        long now = Instant.now().getEpochSecond();
        byte[] body = "{\"a\":1}".getBytes(UTF_8);
        String signature = WebhookSignature.header("msg_1", now, body, List.of(ONE, TWO));
        Map<String, List<String>> headers = new HashMap<>();
        headers.put("webhook-id", List.of("msg_1"));
        headers.put("webhook-timestamp", List.of(Long.toString(now)));
        headers.put("webhook-signature", List.of(signature));

        assertEquals(2, signature.split(" ").length);
        new Webhook(ONE).verify("{\"a\":1}", headers);
        new Webhook(TWO).verify("{\"a\":1}", headers);
        assertThrows(WebhookVerificationException.class, () -> new Webhook(ONE).verify("{\"a\":2}", headers));
        assertThrows(
                WebhookVerificationException.class, () -> new Webhook("whsec_AAAAAAAA").verify("{\"a\":1}", headers));
    }

    @Test
    void header_uselessSecret_isRefusedWithoutNamingIt() {
        for (String secret : List.of("whsec_not!base64", "whsec_", "", "whsec_###")) {
            IllegalArgumentException e = assertThrows(
                    IllegalArgumentException.class,
                    () -> WebhookSignature.header("msg_1", 1, new byte[0], List.of(secret)));
            assertFalse(String.valueOf(e.getMessage()).contains("!")
                    || String.valueOf(e.getMessage()).contains("#"));
        }
    }

    @Test
    void message_toString_holdsNoSecretBodyOrUrl() {
        String text = new WebhookMessage(
                        "msg_1",
                        "https://shop.example.com/?key=topsecret",
                        Instant.EPOCH,
                        "bodytext".getBytes(UTF_8),
                        List.of(ONE))
                .toString();

        assertEquals("WebhookMessage[msg_1, 8 bytes]", text);
    }

    @Test
    void message_idWithLineBreak_isRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new WebhookMessage(
                        "a\r\nx: y", "http://a.example.com", Instant.EPOCH, new byte[0], List.of(ONE)));
    }
}
