package io.everswitch.node.readmodel;

import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.payment.PaymentStatus;
import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.IndexRange;
import io.everswitch.node.facts.PaymentIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A page of a merchant's payments in the journal's index, the newest first. A scan of a working set looks at all of its
 * range, so a merchant's whole day would be looked at for each page: shorter times are asked for first, each about thirty
 * times the one before, until the page is full. What is looked at is then bounded by the page and the merchant's own rate.
 */
final class NewestFirst {
    /** What a page asks for, counted back from where it begins; behind the last one, all the rest. */
    private static final List<Duration> TIMES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofHours(6));

    /** {@link io.everswitch.journal.JournalExtension#scan}. */
    interface Scan {
        CompletionStage<List<IndexEntry>> of(IndexRange range, int limit);
    }

    private final Scan scan;
    private final MerchantId merchant;
    private final @Nullable PaymentStatus status;

    NewestFirst(Scan scan, MerchantId merchant, @Nullable PaymentStatus status) {
        this.scan = scan;
        this.merchant = merchant;
        this.status = status;
    }

    /** @param after the last id of the page before; null: from the newest */
    CompletionStage<List<PaymentId>> page(Instant now, @Nullable PaymentId after, int limit) {
        IndexRange all = IndexRange.of(PaymentIndex.listSpace(), PaymentIndex.listPrefix(merchant, status))
                .past(after == null ? null : PaymentIndex.listKey(merchant, status, after));
        Instant begin = after == null ? now : after.createdAt();
        return more(all, begin, 0, limit, List.of());
    }

    private CompletionStage<List<PaymentId>> more(
            IndexRange left, Instant begin, int time, int limit, List<PaymentId> found) {
        boolean last = time == TIMES.size();
        String until = last ? null : keyAt(begin.minus(TIMES.get(time)));
        return scan.of(left.upTo(until), limit - found.size()).thenCompose(entries -> {
            List<PaymentId> ids = new ArrayList<>(found);
            entries.forEach(entry -> ids.add(PaymentIndex.idOf(entry.key())));
            return last || ids.size() >= limit
                    ? CompletableFuture.completedFuture(ids)
                    : more(left.past(until), begin, time + 1, limit, ids);
        });
    }

    /** Behind all ids of this time and later. */
    private String keyAt(Instant time) {
        return PaymentIndex.listKey(merchant, status, PaymentId.create(time, 0, 0, () -> 0L));
    }
}
