package io.everswitch.chaos.check;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects evidence and judges it, again and again until nothing is open and nothing is found, or patience ends. */
public final class Judge {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final EvidenceReader evidence;
    private final Instant since;

    /** @param since bank bookings of payments created before it belong to an earlier run */
    public Judge(EvidenceReader evidence, Instant since) {
        this.evidence = evidence;
        this.since = since;
    }

    /**
     * The last verdict.
     *
     * @param open payments whose outcome was still unknown
     * @param payments how many were judged
     * @param settledMs how long it took until nothing was open or found
     */
    public record Verdict(List<Finding> findings, int open, int payments, long settledMs) {
        public boolean isClean() {
            return findings.isEmpty() && open == 0;
        }
    }

    public Verdict judge(List<Reconciliation.Promise> promises, Duration patience)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            Verdict verdict = once(promises, begin);
            if (verdict.isClean() || System.nanoTime() - begin > patience.toNanos()) {
                return verdict;
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private Verdict once(List<Reconciliation.Promise> promises, long begin) throws IOException, InterruptedException {
        BankBooks all = evidence.books();
        BankBooks books = new BankBooks();
        Set<String> ids = new HashSet<>();
        all.byPayment().forEach((id, bookings) -> {
            if (!id.createdAt().isBefore(since)) {
                ids.add(id.value());
                bookings.forEach(books::add);
            }
        });
        promises.forEach(promise -> ids.add(promise.paymentId()));
        Reconciliation reconciliation =
                new Reconciliation(books, evidence.webhooks(), evidence.payments(ids, Integer.MAX_VALUE));
        List<Finding> findings = reconciliation.check(promises);
        return new Verdict(findings, reconciliation.open(), ids.size(), (System.nanoTime() - begin) / 1_000_000);
    }
}
