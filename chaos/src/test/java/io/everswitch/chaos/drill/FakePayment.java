package io.everswitch.chaos.drill;

import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.id.WireReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A payment of the fake switch. Guarded by the fake switch. */
final class FakePayment {
    final PaymentId id;
    final String order;
    final long amount;
    final Instant createdAt = Instant.now();
    final List<Attempt> attempts = new ArrayList<>();
    final List<Refund> refunds = new ArrayList<>();
    String status = "requires_payment_method";
    boolean lost;
    int webhooks;
    int shown;

    record Attempt(String outcome, Instant createdAt) {}

    record Refund(String merchantId, long amount) {}

    FakePayment(PaymentId id, String order, long amount) {
        this.id = id;
        this.order = order;
        this.amount = amount;
    }

    String reference(WireReference.Kind kind, int ordinal) {
        return new WireReference(kind, id, ordinal).value();
    }

    long refunded() {
        return refunds.stream().mapToLong(Refund::amount).sum();
    }

    String refundId(int ordinal) {
        return "ref_" + id.body() + '_' + ordinal;
    }

    String json(String shownStatus) {
        StringBuilder json = new StringBuilder();
        json.append("{\"id\":\"%s\",\"object\":\"payment\",\"status\":\"%s\",\"outcome\":\"%s\",\"amount\":%d,"
                .formatted(id, shownStatus, shownStatus.equals("succeeded") ? "known" : "pending", amount));
        json.append("\"merchant_order_id\":\"%s\",\"refunded_amount\":%d,\"attempts\":[".formatted(order, refunded()));
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = attempts.get(i);
            json.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"att_%s_%d\",\"channel\":\"x\",\"outcome\":\"%s\",\"reversed\":false,"
                            .formatted(id.body(), i + 1, attempt.outcome()))
                    .append("\"created_at\":\"%s\"}".formatted(attempt.createdAt()));
        }
        return json.append("]}").toString();
    }

    String refundJson(int ordinal) {
        Refund refund = refunds.get(ordinal - 1);
        return "{\"id\":\"%s\",\"object\":\"refund\",\"amount\":%d,\"status\":\"succeeded\",\"merchant_refund_id\":\"%s\"}"
                .formatted(refundId(ordinal), refund.amount(), refund.merchantId());
    }
}
