package io.everswitch.cashier.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.payment.NotificationResult;
import io.everswitch.domain.payment.NotificationResult.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WebhookLoadTest {
    private static final WebhookLimits NARROW =
            new WebhookLimits(4, 8, Duration.ofMillis(300), 100, 1_000, 1_000, Duration.ofDays(1));

    /** The default, but for a machine that does ten other things meanwhile. */
    private static final WebhookLimits PATIENT =
            new WebhookLimits(64, 1_024, Duration.ofSeconds(14), 2_048, 8_192, 16_384, Duration.ofDays(1));

    @Test
    void send_slowMerchantBesideFastOne_delaysOnlyItself() throws IOException {
        try (WebhookSender sender = sender(NARROW);
                Merchant fast = new Merchant(Merchant.status(200))) {
            Merchant[] self = new Merchant[1];
            try (Merchant slow = new Merchant(exchange -> {
                self[0].hold();
                exchange.sendResponseHeaders(200, -1);
            })) {
                self[0] = slow;
                send(sender, fast.url()).join();
                List<CompletableFuture<NotificationResult>> stuck = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    stuck.add(send(sender, slow.url()));
                }
                long busyAtOnce =
                        stuck.stream().filter(CompletableFuture::isDone).count();
                List<Long> fastMs = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    long before = System.nanoTime();
                    assertEquals(Kind.DELIVERED, send(sender, fast.url()).join().kind());
                    fastMs.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before));
                }
                fastMs.sort(null);
                System.out.println(
                        "beside a slow merchant: p50 " + fastMs.get(25) + " ms, max " + fastMs.get(49) + " ms");
                assertTrue(fastMs.get(45) < 200, "the fast merchant waited: " + fastMs);
                assertEquals(88, busyAtOnce, "4 run, 8 wait, the rest is turned away at once");
                List<CompletableFuture<NotificationResult>> waiting = stuck.subList(4, 12);
                waiting.forEach(one -> assertEquals(
                        "busy: waited too long for this host", one.join().detail()));
                stuck.subList(12, 100)
                        .forEach(one -> assertEquals(
                                new NotificationResult(Kind.FAILED, 0, null, "busy: too many messages for this host"),
                                one.join()));
                assertTrue(stuck.subList(0, 4).stream().noneMatch(CompletableFuture::isDone));
                assertEquals(4, sender.inFlight());
                slow.release();
                stuck.subList(0, 4)
                        .forEach(one -> assertEquals(Kind.DELIVERED, one.join().kind()));
                assertTrue(slow.runningMost() <= 4, "more connections than allowed: " + slow.runningMost());
                assertEquals(0, sender.inFlight());
            }
        }
    }

    @Test
    void send_thousandAtOnce_areAllDeliveredOverFewConnections() throws IOException {
        try (WebhookSender sender = sender(PATIENT);
                Merchant merchant = new Merchant(Merchant.status(200))) {
            long before = System.nanoTime();
            List<CompletableFuture<NotificationResult>> all = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                all.add(send(sender, merchant.url()));
            }
            for (CompletableFuture<NotificationResult> one : all) {
                assertEquals("HTTP 200", one.join().detail());
            }
            System.out.println("1,000 messages in " + (System.nanoTime() - before) / 1_000_000 + " ms, at most "
                    + merchant.runningMost() + " at once");
            assertEquals(1_000, merchant.received().size());
            assertTrue(merchant.runningMost() <= 64, "at once: " + merchant.runningMost());
            assertEquals(0, sender.inFlight());
        }
    }

    private static WebhookSender sender(WebhookLimits limits) {
        return new FakeNames().sender(WebhookSenderTest.config(Duration.ofSeconds(15), limits));
    }

    private static CompletableFuture<NotificationResult> send(WebhookSender sender, String url) {
        return sender.send(WebhookSenderTest.message(url)).toCompletableFuture().orTimeout(30, TimeUnit.SECONDS);
    }
}
