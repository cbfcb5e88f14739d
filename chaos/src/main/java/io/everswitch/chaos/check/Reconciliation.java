package io.everswitch.chaos.check;

import io.everswitch.domain.id.PaymentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what clients were told, what the switch says, what the banks did and what the merchant heard: M1, M2 and M6.
 * Pure: all evidence is handed in. A payment whose attempt is honestly open is counted, not judged by M2 and M6.
 */
public final class Reconciliation {
    private final BankBooks books;
    private final Webhooks webhooks;
    private final Map<String, SwitchView> payments;
    private final List<Finding> findings = new ArrayList<>();
    private int open;

    /** @param payments what the switch says, by payment id; a payment that it does not know is absent */
    public Reconciliation(BankBooks books, Webhooks webhooks, Map<String, SwitchView> payments) {
        this.books = books;
        this.webhooks = webhooks;
        this.payments = Map.copyOf(payments);
    }

    /** What a client was told: {@code status} is the last acknowledged one, empty if only the creation was. */
    public record Promise(String paymentId, String orderId, long amount, String status) {}

    /** @return all findings; none if everything agrees */
    public List<Finding> check(List<Promise> promises) {
        Map<String, String> paymentOfOrder = new HashMap<>();
        for (Promise promise : promises) {
            checkPromise(promise);
            String other = paymentOfOrder.putIfAbsent(promise.orderId(), promise.paymentId());
            if (other != null && !other.equals(promise.paymentId())) {
                found("M1", promise.paymentId(), "order " + promise.orderId() + " is also payment " + other);
            }
        }
        for (SwitchView payment : payments.values()) {
            checkMoney(payment);
            checkNotified(payment);
        }
        for (PaymentId charged : books.byPayment().keySet()) {
            if (!payments.containsKey(charged.value())) {
                found("M2", charged.value(), "the banks have bookings, the switch has no such payment");
            }
        }
        for (BankBooks.Booking booking : books.foreign()) {
            found("M4", booking.reference(), "booked at " + booking.channel() + " under a reference that is not ours");
        }
        return List.copyOf(findings);
    }

    /** Payments with an attempt that is still open. */
    public int open() {
        return open;
    }

    private void checkPromise(Promise promise) {
        SwitchView payment = payments.get(promise.paymentId());
        if (payment == null) {
            found("M1", promise.paymentId(), "was acknowledged and is lost");
            return;
        }
        if (!payment.orderId().equals(promise.orderId()) || payment.amount() != promise.amount()) {
            found("M1", promise.paymentId(), "is not the payment that was acknowledged: order or amount differ");
        }
        boolean toldFinal = Set.of("succeeded", "failed", "canceled", "expired").contains(promise.status());
        if (toldFinal && !promise.status().equals(payment.status())) {
            found("M1", promise.paymentId(), "was told " + promise.status() + ", is now " + payment.status());
        }
    }

    private void checkMoney(SwitchView payment) {
        PaymentId id = new PaymentId(payment.id());
        Set<String> references = new HashSet<>();
        for (BankBooks.Booking booking : books.of(id)) {
            if (booking.kind() == BankBooks.Kind.CHARGE && !references.add(booking.reference())) {
                found("M2", payment.id(), "reference " + booking.reference() + " was charged twice");
            }
        }
        // A payment that waits for its payer is not open: no money may have moved, and that is judged.
        boolean isOpen =
                payment.status().equals("processing") || payment.outcome().equals("unknown");
        if (isOpen) {
            open++;
            return;
        }
        long says = payment.status().equals("succeeded") ? payment.amount() - payment.refunded() : 0;
        long really = books.net(id);
        if (says != really) {
            found("M2", payment.id(), payment.status() + " says " + says + ", the banks have " + really);
        }
        long allowed = payment.status().equals("succeeded") ? 1 : 0;
        if (books.standingCharges(id) > allowed) {
            found("M2", payment.id(), books.standingCharges(id) + " unreversed charges, " + allowed + " allowed");
        }
    }

    private void checkNotified(SwitchView payment) {
        List<Webhooks.Webhook> told = webhooks.of(payment.id());
        String due = "payment." + payment.status();
        if (payment.isFinal()
                && told.stream()
                        .noneMatch(hook -> hook.verified() && hook.type().equals(due))) {
            found("M6", payment.id(), "is " + payment.status() + " and its merchant was never told");
        }
        for (Webhooks.Webhook hook : told) {
            if (!hook.verified()) {
                found("M6", payment.id(), "a webhook had no valid signature");
            }
            if (hook.type().equals("payment.succeeded") && !payment.status().equals("succeeded")) {
                found("M6", payment.id(), "the merchant was told succeeded, the payment is " + payment.status());
            }
        }
    }

    private void found(String invariant, String payment, String what) {
        findings.add(new Finding(invariant, payment, what));
    }
}
