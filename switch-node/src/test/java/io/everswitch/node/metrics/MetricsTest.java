package io.everswitch.node.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.payment.NotificationResult;
import io.everswitch.domain.payment.Outcome;
import io.everswitch.domain.payment.PaymentStatus;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.ChannelStatus;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.ReversalAnswer;
import io.everswitch.routing.health.ChannelHealth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class MetricsTest {
    private static final ChannelId A = new ChannelId("icbc-card-1");
    private static final ChannelId B = new ChannelId("boc:http");
    private static final String ROUTE = "/v1/payments/{id}";

    private final Metrics metrics = new Metrics(List.of(A, B), List.of(ROUTE), "0.1.0-test");

    @Test
    void scrape_everyCall_showsInItsSeries() {
        metrics.paymentStatus(PaymentStatus.SUCCEEDED);
        metrics.paymentStatus(PaymentStatus.SUCCEEDED);
        metrics.attemptConcluded(A, Outcome.APPROVED);
        metrics.attemptAnswered(A, Duration.ofMillis(30));
        metrics.attemptConcluded(B, Outcome.UNKNOWN);
        metrics.attemptResolved(B, Outcome.DECLINED_FINAL, Duration.ofSeconds(20));
        metrics.bankContradiction(B);
        metrics.notificationResult(NotificationResult.Kind.FAILED);
        metrics.bankAnswerToWebhook(49_000_000);
        metrics.confirmedToFinal(Duration.ofMillis(80));
        metrics.actors(1);
        metrics.actors(1);
        metrics.actors(-1);
        metrics.actorRecovered(true);
        metrics.actorRecovered(false);
        Scrape seen = scrape();
        assertEquals(2, seen.value("everswitch_payments_total", "status=succeeded"));
        assertEquals(0, seen.value("everswitch_payments_total", "status=failed"));
        assertEquals(1, seen.value("everswitch_attempts_total", "channel=icbc-card-1", "outcome=APPROVED"));
        assertEquals(1, seen.value("everswitch_attempts_total", "channel=boc:http", "outcome=UNKNOWN"));
        assertEquals(1, seen.value("everswitch_attempts_resolved_total", "channel=boc:http", "outcome=DECLINED_FINAL"));
        assertEquals(1, seen.value("everswitch_bank_contradictions_total", "channel=boc:http"));
        assertEquals(.03, seen.value("everswitch_attempt_answer_seconds_sum", "channel=icbc-card-1"), 1e-9);
        assertEquals(0, seen.value("everswitch_attempt_answer_seconds_bucket", "channel=icbc-card-1", "le=0.025"));
        assertEquals(1, seen.value("everswitch_attempt_answer_seconds_bucket", "channel=icbc-card-1", "le=0.05"));
        assertEquals(1, seen.value("everswitch_notifications_total", "result=FAILED"));
        assertEquals(1, seen.value("everswitch_bank_answer_to_webhook_seconds_bucket", "le=0.05"));
        assertEquals(0, seen.value("everswitch_bank_answer_to_webhook_seconds_bucket", "le=0.02"));
        assertEquals(1, seen.value("everswitch_confirm_to_final_seconds_count"));
        assertEquals(1, seen.value("everswitch_payment_actors"));
        assertEquals(1, seen.value("everswitch_actor_recoveries_total", "facts=yes"));
        assertEquals(1, seen.value("everswitch_actor_recoveries_total", "facts=no"));
        assertEquals(
                1,
                seen.value(
                        "everswitch_build_info",
                        "version=0.1.0-test",
                        "java=" + Runtime.version().toString()));
        assertEquals("histogram", seen.type("everswitch_attempt_answer_seconds"));
    }

    @Test
    void obligations_openedTakenAndClosed_gaugeFollows() {
        metrics.obligationOpened(ObligationKind.REVERSAL);
        metrics.obligationOpened(ObligationKind.REVERSAL);
        metrics.obligationClosed(ObligationKind.REVERSAL);
        metrics.obligationsTaken(ObligationKind.REFUND, 3);
        metrics.obligationsTaken(ObligationKind.REFUND, -1);
        Scrape seen = scrape();
        assertEquals(1, seen.value("everswitch_obligations_open", "kind=reversal"));
        assertEquals(2, seen.value("everswitch_obligations_opened_total", "kind=reversal"));
        assertEquals(1, seen.value("everswitch_obligations_closed_total", "kind=reversal"));
        assertEquals(2, seen.value("everswitch_obligations_open", "kind=refund"));
        assertEquals(0, seen.value("everswitch_obligations_open", "kind=query"));
    }

    @Test
    void healthTurned_countsByChannelTurnAndCause() {
        metrics.healthTurned(A.value(), "red", "held_up");
        metrics.healthTurned(A.value(), "red", "held_up");
        metrics.healthTurned(A.value(), "recovered", "");
        Scrape seen = scrape();
        assertEquals(
                2,
                seen.value(
                        "everswitch_channel_health_turns_total", "channel=" + A.value(), "turn=red", "cause=held_up"));
        assertEquals(
                1,
                seen.value(
                        "everswitch_channel_health_turns_total", "channel=" + A.value(), "turn=recovered", "cause="));
    }

    @Test
    void journal_everyCall_showsInItsSeries() {
        metrics.journal().appendAcknowledged(3, 900_000);
        metrics.journal().batchWritten(40, 12_000, 2_000_000, true);
        metrics.journal().batchWritten(1, 300, 50_000, false);
        metrics.journal().queueLength(17);
        metrics.journal().replayed(6, 100_000);
        metrics.journal().failed("JournalOverloaded");
        metrics.journal().failed("4111111111111111");
        metrics.journal().workingSetHeld(70, 900);
        Scrape seen = scrape();
        assertEquals(3, seen.value("everswitch_journal_facts_total"));
        assertEquals(1, seen.value("everswitch_journal_append_seconds_bucket", "le=0.001"));
        assertEquals(1, seen.value("everswitch_journal_fsync_seconds_count"));
        assertEquals(1, seen.value("everswitch_journal_write_seconds_count"));
        assertEquals(41, seen.value("everswitch_journal_batch_facts_sum"));
        assertEquals(12_300, seen.value("everswitch_journal_bytes_total"));
        assertEquals(17, seen.value("everswitch_journal_queue_facts"));
        assertEquals(6, seen.value("everswitch_journal_replayed_facts_total"));
        assertEquals(70, seen.value("everswitch_journal_working_set_histories"));
        assertEquals(900, seen.value("everswitch_journal_working_set_index_entries"));
        assertEquals(1, seen.value("everswitch_journal_failures_total", "kind=JournalOverloaded"));
        assertEquals(1, seen.value("everswitch_journal_failures_total", "kind=other"));
    }

    @Test
    void wire_everyCall_showsInItsSeries() {
        metrics.wire().attemptAnswered(A, AttemptAnswer.Kind.ACCEPTED, "accepted", 20_000_000);
        metrics.wire().reversalAnswered(A, ReversalAnswer.Kind.ACKNOWLEDGED, "00", 20_000_000);
        metrics.wire().refundAnswered(A, RefundAnswer.Kind.NO_ANSWER, "timeout", 10_000_000_000L);
        metrics.wire().lateAnswer(A);
        metrics.wire().unmatchedAnswer(A);
        metrics.wire().connected(A);
        metrics.wire().disconnected(A, "reset");
        metrics.wire().protocolError(new ChannelId("stranger"), "frame");
        for (int i = 0; i < 100; i++) {
            metrics.wire().unmappedCode(A, "Z" + i);
        }
        Scrape seen = scrape();
        String channel = "channel=icbc-card-1";
        assertEquals(1, seen.value("everswitch_bank_requests_total", channel, "request=attempt", "answer=ACCEPTED"));
        assertEquals(
                1, seen.value("everswitch_bank_requests_total", channel, "request=reversal", "answer=ACKNOWLEDGED"));
        assertEquals(1, seen.value("everswitch_bank_requests_total", channel, "request=refund", "answer=NO_ANSWER"));
        assertEquals(10, seen.value("everswitch_bank_request_seconds_sum", "request=refund"), 1e-9);
        assertEquals(100, seen.value("everswitch_bank_events_total", channel, "event=unmapped_code"));
        assertEquals(1, seen.value("everswitch_bank_events_total", channel, "event=late_answer"));
        assertEquals(1, seen.value("everswitch_bank_events_total", "channel=other", "event=protocol_error"));
        assertEquals(6, seen.count("everswitch_bank_events_total"));
    }

    @Test
    void http_whateverClientsSend_makesNoNewSeries() {
        metrics.httpRequest(ROUTE, "GET", 200, 1_000_000);
        metrics.httpRequest(ROUTE, "POST", 503, 1_000_000);
        for (int i = 0; i < 1_000; i++) {
            metrics.httpRequest("/v1/" + i, "BREW" + i, 600 + i, 1_000_000);
            metrics.attemptConcluded(new ChannelId("stranger-" + i), Outcome.APPROVED);
            metrics.attemptAnswered(new ChannelId("stranger-" + i), Duration.ZERO);
        }
        Scrape seen = scrape();
        assertEquals(1, seen.value("everswitch_http_requests_total", "route=" + ROUTE, "method=GET", "status=2xx"));
        assertEquals(1, seen.value("everswitch_http_requests_total", "route=" + ROUTE, "method=POST", "status=5xx"));
        assertEquals(
                1_000, seen.value("everswitch_http_requests_total", "route=other", "method=OTHER", "status=other"));
        assertEquals(2, seen.value("everswitch_http_request_seconds_count", "route=" + ROUTE));
        assertEquals(1_000, seen.value("everswitch_attempts_total", "channel=other", "outcome=APPROVED"));
        assertEquals(3, seen.count("everswitch_http_requests_total"));
        assertEquals(1, seen.count("everswitch_attempts_total"));
    }

    @Test
    void watched_areAskedAtEveryScrape() {
        AtomicInteger length = new AtomicInteger(4);
        metrics.watch("waiting_commands", "Commands that wait.", length::get);
        metrics.watchChannels(
                List.of(A, B),
                id -> new ChannelStatus(id.equals(A), length.get(), ""),
                () -> id -> new ChannelHealth(ChannelHealth.Level.YELLOW, 25, true, 1, 1, 0));
        assertEquals(4, scrape().value("everswitch_waiting_commands"));
        length.set(9);
        Scrape seen = scrape();
        assertEquals(9, seen.value("everswitch_waiting_commands"));
        assertEquals(1, seen.value("everswitch_channel_up", "channel=icbc-card-1"));
        assertEquals(0, seen.value("everswitch_channel_up", "channel=boc:http"));
        assertEquals(9, seen.value("everswitch_channel_in_flight", "channel=boc:http"));
        assertEquals(.25, seen.value("everswitch_channel_share_ratio", "channel=boc:http"));
    }

    @Test
    void scrape_jvm_isThere() {
        Scrape seen = scrape();
        assertTrue(seen.has("process_cpu_seconds_total"));
        assertTrue(seen.value("jvm_memory_bytes_used", "area=heap") > 0);
        assertTrue(seen.value("jvm_threads_current") > 0);
        assertTrue(seen.count("jvm_gc_collection_seconds_count") > 0);
    }

    @Test
    void scrape_histograms_areCumulativeAndEndWithAll() {
        metrics.bankAnswerToWebhook(1);
        metrics.bankAnswerToWebhook(30_000_000_000L);
        Scrape seen = scrape();
        double last = 0;
        for (var sample : seen.all().entrySet()) {
            if (sample.getKey().startsWith("everswitch_bank_answer_to_webhook_seconds_bucket")) {
                assertTrue(sample.getValue() >= last, sample.getKey());
                last = sample.getValue();
            }
        }
        assertEquals(2, last);
        assertEquals(2, seen.value("everswitch_bank_answer_to_webhook_seconds_bucket", "le=+Inf"));
        assertFalse(seen.has("everswitch_bank_answer_to_webhook_seconds_bucket", "le=10.0"));
    }

    @Test
    void count_fromManyThreads_losesNothing() throws Exception {
        int threads = 4;
        int each = 10_000;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                running.add(pool.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        metrics.attemptConcluded(A, Outcome.APPROVED);
                        metrics.httpRequest(ROUTE, "GET", 200, 1_000);
                        metrics.attemptAnswered(A, Duration.ofMillis(1));
                    }
                }));
            }
            for (Future<?> future : running) {
                future.get(30, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        Scrape seen = scrape();
        int all = threads * each;
        assertEquals(all, seen.value("everswitch_attempts_total", "channel=icbc-card-1", "outcome=APPROVED"));
        assertEquals(all, seen.value("everswitch_http_request_seconds_count", "route=" + ROUTE));
        assertEquals(all, seen.value("everswitch_attempt_answer_seconds_count", "channel=icbc-card-1"));
    }

    private Scrape scrape() {
        return new Scrape(metrics.scrape());
    }
}
