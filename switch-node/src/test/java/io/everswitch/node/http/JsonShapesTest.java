package io.everswitch.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.payment.Notification;
import io.everswitch.domain.payment.Payment;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The pieces that other parts use too: webhook bodies, times, card brands. */
class JsonShapesTest {
    private static final DateTimeFormatter JDK =
            new java.time.format.DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    @Test
    void webhook_ofRefund_hasPaymentAndRefund() throws IOException {
        try (EdgesFixture edges = new EdgesFixture()) {
            String id = edges.create("w-1", 500).at("/id");
            edges.post("/v1/payments/" + id + "/confirm", EdgesFixture.card(), "Prefer", "wait=15");
            edges.post("/v1/refunds", "{\"payment_id\":\"" + id + "\",\"amount\":5,\"merchant_refund_id\":\"r\"}");
            Payment payment = edges.payments
                    .get(new PaymentId(id))
                    .toCompletableFuture()
                    .join()
                    .payment();
            WebhookJson webhooks =
                    new WebhookJson(new PaymentJson(new CashierLinks("https://pay.example", edges.tokens)));
            Instant at = Instant.parse("2026-11-22T01:02:03.004Z");
            JsonNode body = new ObjectMapper()
                    .readTree(webhooks.bytes(
                            java.util.Objects.requireNonNull(payment),
                            new Notification(2, "refund.succeeded", 1, Notification.State.OWED, 1, null, at)));
            assertEquals("refund.succeeded", body.at("/type").asText());
            assertEquals("2026-11-22T01:02:03.004Z", body.at("/timestamp").asText());
            assertEquals(2, body.at("/sequence").asInt());
            assertEquals(id, body.at("/data/payment/id").asText());
            assertEquals("succeeded", body.at("/data/payment/status").asText());
            assertEquals("r", body.at("/data/refund/merchant_refund_id").asText());
            assertEquals(id, body.at("/data/refund/payment_id").asText());
        }
    }

    @Test
    void format_anyTime_isThatOfTheJdk() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            Instant instant = Instant.ofEpochSecond(
                    random.nextLong(-62_167_219_200L, 253_402_300_800L), random.nextInt(1_000_000_000));
            assertEquals(JDK.format(instant.truncatedTo(ChronoUnit.MILLIS)), Rfc3339.format(instant), "seed " + seed);
        }
        assertEquals("2024-02-29T23:59:59.999Z", Rfc3339.format(Instant.parse("2024-02-29T23:59:59.999999Z")));
    }

    @Test
    void brand_ofKnownRanges_isTold() {
        String[][] rows = {
            {"4242424242424242", "visa"},
            {"5555555555554444", "mastercard"},
            {"2223003122003222", "mastercard"},
            {"6222021234567890", "unionpay"},
            {"8171999927660000", "unionpay"},
            {"3530111333300000", "jcb"},
            {"378282246310005", "amex"},
            {"6011111111111117", "other"},
            {"2721000000000000", "other"},
        };
        for (String[] row : rows) {
            assertEquals(row[1], Cards.brand(row[0]), row[0]);
        }
        assertTrue(Cards.isLuhn("4242424242424242"));
        assertFalse(Cards.isLuhn("4242424242424243"));
    }
}
