package io.everswitch.chaos.check;

import io.everswitch.chaos.history.HistoryReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges a drill by M1 to M9: history, books, the banks' clocks, webhooks, and what the switch says at the end. Looks again
 * until nothing is open and nothing is found, or patience ends: a webhook may be late, a lost fact never comes back. Blocks.
 */
public final class HistoryJudge {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final EvidenceReader reader;
    private final Instant since;
    private final AcknowledgedCheck acknowledged = new AcknowledgedCheck();
    private final List<Checker> checkers;
    private final Findings fromHistory = new Findings();

    /**
     * @param since bookings of payments created before it belong to an earlier run
     * @param sendBy from an attempt's creation to the last moment at which a bank may receive it, margin included (M9)
     */
    public HistoryJudge(EvidenceReader reader, Instant since, Duration sendBy) {
        this.reader = reader;
        this.since = since;
        this.checkers =
                List.of(acknowledged, new ForwardCheck(), new BankCheck(sendBy.toNanos() / 1000), new ToldCheck());
    }

    /**
     * The last verdict.
     *
     * @param open payments with an outcome that was still open
     * @param payments what the switch says of them
     * @param settledMs how long it took until nothing was open or found
     */
    public record Verdict(Findings findings, int open, Collection<SwitchView> payments, long settledMs) {
        /** The number of payments that were judged. */
        public int judged() {
            return payments.size();
        }

        public boolean isClean() {
            return findings.isEmpty() && open == 0;
        }
    }

    /** @param histories of clients that ran at the same time */
    public Verdict judge(List<Path> histories, Duration patience) throws IOException, InterruptedException {
        for (Path history : histories) {
            HistoryReader.read(history, step -> checkers.forEach(checker -> checker.step(step, fromHistory)));
        }
        List<Reconciliation.Promise> promises = acknowledged.promises();
        long begin = System.nanoTime();
        while (true) {
            Verdict verdict = once(promises, begin);
            boolean late = System.nanoTime() - begin > patience.toNanos();
            if (verdict.isClean() || late || !fromHistory.isEmpty()) {
                return verdict;
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private Verdict once(List<Reconciliation.Promise> promises, long begin) throws IOException, InterruptedException {
        Evidence evidence = collect(promises);
        Reconciliation reconciliation = new Reconciliation(evidence.books(), evidence.webhooks(), evidence.views());
        Findings findings = new Findings();
        findings.addAll(fromHistory.kept());
        findings.addAll(reconciliation.check(promises));
        checkers.forEach(checker -> checker.judge(evidence, findings));
        return new Verdict(
                findings, reconciliation.open(), evidence.views().values(), (System.nanoTime() - begin) / 1_000_000);
    }

    private Evidence collect(List<Reconciliation.Promise> promises) throws IOException, InterruptedException {
        BankBooks all = reader.books();
        BankBooks books = new BankBooks();
        all.foreign().forEach(books::add);
        Set<String> ids = new HashSet<>();
        Set<String> refunded = new HashSet<>(acknowledged.refunded());
        all.byPayment().forEach((id, bookings) -> {
            if (!id.createdAt().isBefore(since)) {
                ids.add(id.value());
                bookings.forEach(books::add);
                if (bookings.stream().anyMatch(booking -> booking.kind() == BankBooks.Kind.REFUND)) {
                    refunded.add(id.value());
                }
            }
        });
        promises.forEach(promise -> ids.add(promise.paymentId()));
        Map<String, SwitchView> views = reader.payments(ids, Integer.MAX_VALUE);
        Map<String, List<SwitchView.RefundView>> refunds = new HashMap<>();
        for (String id : refunded) {
            refunds.put(id, reader.refunds(id));
        }
        return new Evidence(books, reader.timings(), reader.webhooks(), views, refunds);
    }
}
