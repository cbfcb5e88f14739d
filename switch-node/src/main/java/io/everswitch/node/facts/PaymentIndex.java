package io.everswitch.node.facts;

import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentStatus;
import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.IndexRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The index of payments, derived from their facts and written together with them: by merchant order, by merchant (with
 * and without status), and those on the exceptions list, each from the newest to the oldest. The journal's scans go upwards, so ids stand in it mirrored.
 */
public final class PaymentIndex {
    /** Merchant and order id → payment id; claimed before the first fact, so that one order has one payment. */
    public static final String ORDERS = "orders";

    private static final String PAYMENTS = IndexEntry.LISTS + "payments";
    private static final String EXCEPTIONS = IndexEntry.LISTS + "exceptions";
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private PaymentIndex() {}

    public static String orderKey(MerchantId merchant, String merchantOrderId) {
        return merchant.value() + '/' + merchantOrderId;
    }

    public static String listSpace() {
        return PAYMENTS;
    }

    /** Common beginning of the keys of a merchant's payments, of one status or of all. */
    public static String listPrefix(MerchantId merchant, @Nullable PaymentStatus status) {
        return merchant.value() + '/' + (status == null ? "*" : status.code()) + '/';
    }

    public static String listKey(MerchantId merchant, @Nullable PaymentStatus status, PaymentId id) {
        return listPrefix(merchant, status) + mirror(id.body());
    }

    /** The id at the end of a list key. */
    public static PaymentId idOf(String listKey) {
        return PaymentId.ofBody(mirror(listKey.substring(listKey.lastIndexOf('/') + 1)));
    }

    /** The payments on the exceptions list, the newest first. */
    public static IndexRange exceptions(@Nullable PaymentId after) {
        return IndexRange.of(EXCEPTIONS, "").past(after == null ? null : exceptionKey(after));
    }

    private static String exceptionKey(PaymentId id) {
        return '/' + mirror(id.body());
    }

    /** What changes in the index when a payment goes from one state to the next. */
    public static List<IndexEntry> changes(@Nullable Payment before, Payment after) {
        List<IndexEntry> changes = new ArrayList<>(4);
        if (before == null) {
            changes.add(new IndexEntry(
                    ORDERS,
                    orderKey(after.merchant(), after.merchantOrderId()),
                    after.id().value()));
            changes.add(new IndexEntry(PAYMENTS, listKey(after.merchant(), null, after.id()), ""));
        } else if (before.status() != after.status()) {
            changes.add(new IndexEntry(PAYMENTS, listKey(before.merchant(), before.status(), before.id()), null));
        }
        if (before == null || before.status() != after.status()) {
            changes.add(new IndexEntry(PAYMENTS, listKey(after.merchant(), after.status(), after.id()), ""));
        }
        boolean was = before != null && before.isException();
        if (was != after.isException()) {
            changes.add(new IndexEntry(EXCEPTIONS, exceptionKey(after.id()), was ? null : ""));
        }
        return changes;
    }

    private static String mirror(String body) {
        char[] mirrored = body.toCharArray();
        for (int i = 0; i < mirrored.length; i++) {
            mirrored[i] = ALPHABET.charAt(31 - ALPHABET.indexOf(mirrored[i]));
        }
        return new String(mirrored);
    }
}
