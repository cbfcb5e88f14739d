package io.everswitch.node.readmodel;

import io.everswitch.domain.payment.Payment;
import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.archive.ArchivedFact;
import io.everswitch.journal.archive.ArchivedRow;
import io.everswitch.journal.archive.ArchivedRows;
import io.everswitch.node.facts.ArchivedPayments;
import io.everswitch.node.facts.PaymentIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The read model of payments in an archive cell. Partitions are bounded: one merchant's payments of one hour (and status), found
 * through the list of hours in which there are any. Nothing is ever deleted: a payment that was archived while it was open stays
 * listed under its old status, too, and whoever lists looks at the payment itself. Every row is written with the number of the
 * last fact as its time, so an older state that comes late changes nothing. Stateless.
 */
public final class PaymentRows implements ArchivedRows {
    /** Stands for all statuses. */
    static final String ANY = "*";

    static final long HOUR_MS = 3_600_000;

    private static final String BY_DAY =
            "INSERT INTO %s.payments_by_merchant_day (merchant, day, hour, payment_id, status,"
                    + " amount, currency, merchant_order_id, sequence_nr) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";
    private static final String BY_STATUS =
            "INSERT INTO %s.payments_by_status (merchant, status, day, hour, payment_id,"
                    + " sequence_nr) VALUES (?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";
    private static final String BY_ORDER = "INSERT INTO %s.payment_by_order (merchant, merchant_order_id, payment_id)"
            + " VALUES (?, ?, ?) USING TIMESTAMP ?";
    private static final String HOURS =
            "INSERT INTO %s.payment_hours (merchant, status, hour) VALUES (?, ?, ?) USING TIMESTAMP ?";

    /** Made by the archive, by name. */
    public PaymentRows() {}

    @Override
    public List<String> schema() {
        return List.of("""
                CREATE TABLE IF NOT EXISTS %s.payments_by_merchant_day (
                  merchant text, day int, hour int, payment_id text,
                  status text, amount bigint, currency text, merchant_order_id text, sequence_nr bigint,
                  PRIMARY KEY ((merchant, day, hour), payment_id)) WITH CLUSTERING ORDER BY (payment_id DESC)""", """
                CREATE TABLE IF NOT EXISTS %s.payments_by_status (
                  merchant text, status text, day int, hour int, payment_id text, sequence_nr bigint,
                  PRIMARY KEY ((merchant, status, day, hour), payment_id)) WITH CLUSTERING ORDER BY (payment_id DESC)""", """
                CREATE TABLE IF NOT EXISTS %s.payment_by_order (
                  merchant text, merchant_order_id text, payment_id text,
                  PRIMARY KEY ((merchant, merchant_order_id), payment_id))""", """
                CREATE TABLE IF NOT EXISTS %s.payment_hours (
                  merchant text, status text, hour bigint,
                  PRIMARY KEY ((merchant, status), hour)) WITH CLUSTERING ORDER BY (hour DESC)""");
    }

    @Override
    public List<ArchivedRow> rows(String persistenceId, List<ArchivedFact> facts) {
        Payment payment = ArchivedPayments.of(facts);
        if (payment == null) {
            return List.of();
        }
        long number = facts.get(facts.size() - 1).sequenceNr();
        String merchant = payment.merchant().value();
        String status = payment.status().code();
        long hours = hoursOf(payment.id().createdAt().toEpochMilli());
        int day = (int) (hours / 24);
        int hour = (int) (hours % 24);
        return List.of(
                new ArchivedRow(
                        BY_DAY,
                        List.of(
                                merchant,
                                day,
                                hour,
                                persistenceId,
                                status,
                                payment.amount().minor(),
                                payment.amount().currencyCode(),
                                payment.merchantOrderId(),
                                number,
                                number)),
                new ArchivedRow(BY_STATUS, List.of(merchant, status, day, hour, persistenceId, number, number)),
                new ArchivedRow(BY_ORDER, List.of(merchant, payment.merchantOrderId(), persistenceId, number)),
                new ArchivedRow(HOURS, List.of(merchant, ANY, hours, number)),
                new ArchivedRow(HOURS, List.of(merchant, status, hours, number)));
    }

    /** Every entry that any of the facts made. */
    @Override
    public List<IndexEntry> forgotten(String persistenceId, List<ArchivedFact> facts) {
        Set<String> seen = new TreeSet<>();
        List<IndexEntry> removed = new ArrayList<>();
        Payment before = null;
        for (int count = 1; count <= facts.size(); count++) {
            Payment after = ArchivedPayments.next(before, facts.get(count - 1));
            if (after == null) {
                return List.of();
            }
            for (IndexEntry entry : PaymentIndex.changes(before, after)) {
                if (seen.add(entry.space() + '\0' + entry.key())) {
                    removed.add(new IndexEntry(entry.space(), entry.key(), null));
                }
            }
            before = after;
        }
        return removed;
    }

    static long hoursOf(long ms) {
        return Math.floorDiv(ms, HOUR_MS);
    }

    static String statusOf(@Nullable String status) {
        return status == null ? ANY : status;
    }
}
