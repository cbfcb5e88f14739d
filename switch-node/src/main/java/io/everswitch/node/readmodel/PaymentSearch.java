package io.everswitch.node.readmodel;

import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.payment.PaymentStatus;
import io.everswitch.journal.IndexRange;
import io.everswitch.journal.JournalExtension;
import io.everswitch.journal.archive.Archive;
import io.everswitch.node.facts.PaymentIndex;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds payments: the journal's index has all that are younger than retention, the archive's read model all older ones. The
 * archive is asked only for what must be looked for among the older. Safe to use from any thread; nothing blocks.
 */
public final class PaymentSearch {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentSearch.class);

    private final JournalExtension journal;
    private final Clock clock;

    public PaymentSearch(JournalExtension journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * A part of the list without gaps.
     *
     * @param archiveAway whether it ends where the archive would have to go on and cannot be asked
     */
    public record Part(List<PaymentId> ids, boolean archiveAway) {
        public Part {
            ids = List.copyOf(ids);
        }
    }

    /**
     * Ids after a place in the list, the newest first; fewer than {@code limit} only at its end, or where the archive begins and
     * is away. What is open never leaves the index, so for a status of open payments no archive is asked.
     */
    public CompletionStage<Part> list(
            MerchantId merchant, @Nullable PaymentStatus status, int limit, @Nullable PaymentId startingAfter) {
        IndexRange newestFirst = IndexRange.of(PaymentIndex.listSpace(), PaymentIndex.listPrefix(merchant, status))
                .past(startingAfter == null ? null : PaymentIndex.listKey(merchant, status, startingAfter));
        return journal.scan(newestFirst, limit)
                .thenApply(entries -> entries.stream()
                        .map(entry -> PaymentIndex.idOf(entry.key()))
                        .toList())
                .thenCompose(young -> withOlder(merchant, status, limit, startingAfter, young));
    }

    private CompletionStage<Part> withOlder(
            MerchantId merchant,
            @Nullable PaymentStatus status,
            int limit,
            @Nullable PaymentId startingAfter,
            List<PaymentId> here) {
        Archive archive = journal.archive();
        boolean openOnly = status != null && !status.isFinal();
        if (archive == null || openOnly) {
            return CompletableFuture.completedFuture(new Part(here, false));
        }
        PaymentId boundary = firstOf(clock.instant().minusMillis(archive.retentionMs()));
        boolean full = here.size() >= limit && here.get(here.size() - 1).compareTo(boundary) >= 0;
        if (full) {
            return CompletableFuture.completedFuture(new Part(here, false));
        }
        PaymentId before = startingAfter == null || startingAfter.compareTo(boundary) > 0 ? boundary : startingAfter;
        return new OlderPayments(archive)
                .before(merchant, status, before, limit)
                .thenApply(older -> {
                    TreeSet<PaymentId> all = new TreeSet<>(Collections.reverseOrder());
                    all.addAll(here);
                    all.addAll(older);
                    return new Part(all.stream().limit(limit).toList(), false);
                })
                .exceptionally(away -> {
                    LOG.debug("a list ends where the archive begins: {}", away.toString());
                    // Older ones that are still here have archived ones between them.
                    return new Part(
                            here.stream()
                                    .filter(id -> id.compareTo(boundary) >= 0)
                                    .toList(),
                            true);
                });
    }

    /** Sorts before every id of this moment. */
    private static PaymentId firstOf(Instant at) {
        return PaymentId.create(at, 0, 0, () -> 0L);
    }

    public CompletionStage<Optional<PaymentId>> ofOrder(MerchantId merchant, String merchantOrderId) {
        Archive archive = journal.archive();
        return journal.lookup(PaymentIndex.ORDERS, PaymentIndex.orderKey(merchant, merchantOrderId))
                .thenCompose(id -> id.isPresent() || archive == null
                        ? CompletableFuture.completedFuture(id.map(PaymentId::new))
                        : new OlderPayments(archive).ofOrder(merchant, merchantOrderId));
    }
}
