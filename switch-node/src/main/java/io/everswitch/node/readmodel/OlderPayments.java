package io.everswitch.node.readmodel;

import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.payment.PaymentStatus;
import io.everswitch.journal.archive.Archive;
import io.everswitch.journal.archive.ArchivedRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Finds payments in the archive's read model, in all cells together. If one cell cannot be asked the answer is a failure and
 * never a list without its payments. Safe to use from any thread; nothing blocks.
 */
public final class OlderPayments {
    /** Hours with payments that are looked up at a time; a busy merchant fills a page from one of them. */
    private static final int HOURS_MAX = 200;

    private static final String HOURS =
            "SELECT hour FROM %s.payment_hours WHERE merchant = ? AND status = ? AND hour <= ? LIMIT " + HOURS_MAX;
    private static final String OF_DAY = "SELECT payment_id FROM %s.payments_by_merchant_day"
            + " WHERE merchant = ? AND day = ? AND hour = ? AND payment_id < ? LIMIT ?";
    private static final String OF_STATUS = "SELECT payment_id FROM %s.payments_by_status"
            + " WHERE merchant = ? AND status = ? AND day = ? AND hour = ? AND payment_id < ? LIMIT ?";
    private static final String OF_ORDER =
            "SELECT payment_id FROM %s.payment_by_order WHERE merchant = ? AND merchant_order_id = ? LIMIT 1";

    private final Archive archive;

    public OlderPayments(Archive archive) {
        this.archive = archive;
    }

    /** Ids that sort before this one, the newest first. With a status also some that had it once. */
    public CompletionStage<List<PaymentId>> before(
            MerchantId merchant, @Nullable PaymentStatus status, PaymentId before, int limit) {
        String code = PaymentRows.statusOf(status == null ? null : status.code());
        Search search = new Search(merchant.value(), code, before.value(), limit);
        return hours(search, PaymentRows.hoursOf(before.createdAt().toEpochMilli()), new ArrayList<>());
    }

    private record Search(String merchant, String status, String before, int limit) {}

    private CompletionStage<List<PaymentId>> hours(Search search, long fromHour, List<PaymentId> found) {
        ArchivedRow query = new ArchivedRow(HOURS, List.of(search.merchant(), search.status(), fromHour));
        return together(archive.query(query, HOURS_MAX)).thenCompose(cells -> {
            TreeSet<Long> hours = new TreeSet<>(Collections.reverseOrder());
            long complete = 0;
            for (List<Map<String, Object>> cell : cells) {
                cell.forEach(row -> hours.add(hour(row)));
                if (cell.size() >= HOURS_MAX) {
                    // This cell has more of them below its last one, so only what is above is known to be all.
                    complete = Math.max(complete, hour(cell.get(cell.size() - 1)));
                }
            }
            long known = complete;
            hours.removeIf(hour -> hour < known);
            return payments(search, new ArrayList<>(hours), 0, found).thenCompose(all -> {
                boolean done = all.size() >= search.limit() || known == 0;
                return done ? CompletableFuture.completedFuture(all) : hours(search, known - 1, all);
            });
        });
    }

    private CompletionStage<List<PaymentId>> payments(Search search, List<Long> hours, int at, List<PaymentId> found) {
        if (at >= hours.size() || found.size() >= search.limit()) {
            return CompletableFuture.completedFuture(found);
        }
        int day = (int) (hours.get(at) / 24);
        int hour = (int) (hours.get(at) % 24);
        int missing = search.limit() - found.size();
        ArchivedRow query = search.status().equals(PaymentRows.ANY)
                ? new ArchivedRow(OF_DAY, List.of(search.merchant(), day, hour, search.before(), missing))
                : new ArchivedRow(
                        OF_STATUS, List.of(search.merchant(), search.status(), day, hour, search.before(), missing));
        return together(archive.query(query, missing)).thenCompose(cells -> {
            TreeSet<PaymentId> ids = new TreeSet<>(Collections.reverseOrder());
            cells.forEach(cell -> cell.forEach(row -> ids.add(id(row))));
            ids.stream().limit(missing).forEach(found::add);
            return payments(search, hours, at + 1, found);
        });
    }

    public CompletionStage<Optional<PaymentId>> ofOrder(MerchantId merchant, String merchantOrderId) {
        ArchivedRow query = new ArchivedRow(OF_ORDER, List.of(merchant.value(), merchantOrderId));
        return together(archive.query(query, 1))
                .thenApply(cells ->
                        cells.stream().flatMap(List::stream).map(row -> id(row)).findFirst());
    }

    private static Long hour(Map<String, Object> row) {
        return (Long) Objects.requireNonNull(row.get("hour"), "hour");
    }

    private static PaymentId id(Map<String, Object> row) {
        return new PaymentId((String) Objects.requireNonNull(row.get("payment_id"), "payment_id"));
    }

    private static <T> CompletionStage<List<T>> together(List<CompletionStage<T>> stages) {
        CompletionStage<List<T>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (CompletionStage<T> stage : stages) {
            all = all.thenCombine(stage, (list, value) -> {
                list.add(value);
                return list;
            });
        }
        return all;
    }
}
