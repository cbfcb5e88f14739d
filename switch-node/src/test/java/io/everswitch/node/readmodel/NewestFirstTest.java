package io.everswitch.node.readmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.payment.PaymentStatus;
import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.IndexRange;
import io.everswitch.node.facts.PaymentIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class NewestFirstTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final MerchantId MERCHANT = new MerchantId("m_shop");

    private final NavigableMap<String, PaymentId> index = new TreeMap<>();
    private int lookedAt;
    private int scans;

    /** Looks at a whole range, as a working set does. */
    private CompletionStage<List<IndexEntry>> scan(IndexRange range, int limit) {
        scans++;
        List<IndexEntry> found = new ArrayList<>();
        String after = range.after();
        String until = range.until();
        for (String key : index.tailMap(range.prefix()).keySet()) {
            boolean in = key.startsWith(range.prefix())
                    && (after == null || key.compareTo(after) > 0)
                    && (until == null || key.compareTo(until) <= 0);
            if (in) {
                lookedAt++;
                found.add(new IndexEntry(range.space(), key, ""));
            }
        }
        return CompletableFuture.completedFuture(found.stream().limit(limit).toList());
    }

    private void add(MerchantId merchant, @Nullable PaymentStatus status, long msAgo, Random random) {
        PaymentId id = PaymentId.create(NOW.minusMillis(msAgo), random.nextInt(256), 0, random);
        index.put(PaymentIndex.listKey(merchant, status, id), id);
    }

    private List<PaymentId> page(@Nullable PaymentStatus status, @Nullable PaymentId after, int limit) {
        return new NewestFirst(this::scan, MERCHANT, status)
                .page(NOW, after, limit)
                .toCompletableFuture()
                .join();
    }

    @Test
    void page_ofABusyMerchant_looksAtLittleMoreThanItself() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            // 100 a second.
            add(MERCHANT, null, i * 10L, random);
        }
        List<PaymentId> first = page(null, null, 20);
        assertEquals(20, first.size());
        assertTrue(lookedAt <= 102, "looked at " + lookedAt);

        lookedAt = 0;
        assertEquals(1_000, page(null, first.get(19), 1_000).size());
        assertTrue(lookedAt <= 3_003, "looked at " + lookedAt);
    }

    @Test
    void page_ofAQuietMerchant_reachesBackWithoutEnd() {
        add(MERCHANT, null, 400L * 24 * 3_600_000, new Random(2));
        assertEquals(List.copyOf(index.values()), page(null, null, 10));
        assertEquals(5, scans);
    }

    @Test
    void page_ofAnotherNodesFuture_isThere() {
        add(MERCHANT, null, -4_000, new Random(3));
        assertEquals(List.copyOf(index.values()), page(null, null, 10));
    }

    @Test
    void pages_ofAnyDensity_areTheWholeListInOrder() {
        for (long seed = 1; seed <= 40; seed++) {
            String described = "seed " + seed;
            index.clear();
            Random random = new Random(seed);
            double meanMs = Math.pow(10, random.nextInt(7));
            long ago = 0;
            for (int i = 0; i < 300; i++) {
                ago += (long) (-Math.log(1 - random.nextDouble()) * meanMs);
                add(MERCHANT, PaymentStatus.SUCCEEDED, ago, random);
                add(new MerchantId("m_other"), PaymentStatus.SUCCEEDED, ago, random);
                add(MERCHANT, PaymentStatus.FAILED, ago, random);
            }
            List<PaymentId> expected = index.entrySet().stream()
                    .filter(entry ->
                            entry.getKey().startsWith(PaymentIndex.listPrefix(MERCHANT, PaymentStatus.SUCCEEDED)))
                    .map(entry -> entry.getValue())
                    .toList();
            assertEquals(expected.stream().sorted(Comparator.reverseOrder()).toList(), expected, described);
            int limit = 1 + random.nextInt(60);
            List<PaymentId> all = new ArrayList<>();
            List<PaymentId> page = page(PaymentStatus.SUCCEEDED, null, limit);
            while (!page.isEmpty()) {
                all.addAll(page);
                page = page(PaymentStatus.SUCCEEDED, page.get(page.size() - 1), limit);
            }
            assertEquals(expected, all, described);
        }
    }
}
