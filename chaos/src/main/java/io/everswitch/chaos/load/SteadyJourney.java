package io.everswitch.chaos.load;

import io.everswitch.chaos.history.OpKind;
import io.everswitch.chaos.history.PaymentSeen;
import io.everswitch.chaos.history.Step;
import io.everswitch.chaos.history.StepType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One client from its create to its last question. Steps run one after another, except refunds, which race on purpose. */
final class SteadyJourney {
    private final SteadyClient client;
    private final JourneyPlan plan;
    private final WallClock clock;
    private final long number;

    SteadyJourney(SteadyClient client, JourneyPlan plan, WallClock clock, long number) {
        this.client = client;
        this.plan = plan;
        this.clock = clock;
        this.number = number;
    }

    /** @param dueNs when it was due */
    CompletionStage<Void> run(long dueNs) {
        return create(OpKind.CREATE, dueNs).thenCompose(created -> {
            PaymentSeen payment = created.seen();
            if (created.type() != StepType.OK || payment == null) {
                return nothing();
            }
            return when(plan.repeats(), () -> create(OpKind.REPEAT, clock.nowNs()))
                    .thenCompose(done -> when(plan.reads(), () -> read(payment.id())))
                    .thenCompose(done -> plan.cancels() ? cancel(payment.id()) : pay(payment.id()))
                    .thenCompose(done -> when(plan.lists(), () -> list(payment.id())));
        });
    }

    private CompletionStage<Void> pay(String id) {
        return confirm(id).thenCompose(confirmed -> {
            PaymentSeen payment = confirmed.seen();
            boolean refundable = payment != null && payment.status().equals("succeeded");
            if (!refundable || plan.refunds() == 0) {
                return nothing();
            }
            List<CompletableFuture<Step>> refunds = new ArrayList<>(2);
            for (int i = 1; i <= plan.refunds(); i++) {
                refunds.add(refund(id, i).toCompletableFuture());
            }
            return CompletableFuture.allOf(refunds.toArray(new CompletableFuture<?>[0]))
                    .thenCompose(done -> read(id))
                    .thenAccept(step -> {});
        });
    }

    private CompletionStage<Step> create(OpKind kind, long dueNs) {
        String body = "{\"merchant_order_id\":\"" + plan.order() + "\",\"amount\":" + plan.amount()
                + ",\"currency\":\"CNY\",\"description\":\"drill\"}";
        return client.send(
                new Request(kind, plan.order(), "", plan.amount(), "/v1/payments", body, plan.order() + "-c", 0),
                number,
                dueNs);
    }

    private CompletionStage<Step> confirm(String id) {
        return send(
                OpKind.CONFIRM,
                id,
                plan.amount(),
                "/v1/payments/" + id + "/confirm",
                plan.means(),
                "-p",
                client.waitSeconds());
    }

    private CompletionStage<Void> cancel(String id) {
        return send(OpKind.CANCEL, id, plan.amount(), "/v1/payments/" + id + "/cancel", "{}", "-x", 0)
                .thenAccept(step -> {});
    }

    private CompletionStage<Step> refund(String id, int ordinal) {
        String refund = plan.order() + "-r" + ordinal;
        String body = "{\"payment_id\":\"" + id + "\",\"amount\":" + plan.refundAmount() + ",\"merchant_refund_id\":\""
                + refund + "\"}";
        return send(OpKind.REFUND, id, plan.refundAmount(), "/v1/refunds", body, "-r" + ordinal, 0);
    }

    private CompletionStage<Step> read(String id) {
        return send(OpKind.READ, id, 0, "/v1/payments/" + id, "", "", 0);
    }

    private CompletionStage<Step> list(String id) {
        return send(OpKind.LIST, id, 0, "/v1/payments?merchant_order_id=" + plan.order(), "", "", 0);
    }

    private CompletionStage<Step> send(
            OpKind kind, String id, long amount, String path, String body, String key, int wait) {
        String idempotency = key.isEmpty() ? "" : plan.order() + key;
        return client.send(
                new Request(kind, plan.order(), id, amount, path, body, idempotency, wait), number, clock.nowNs());
    }

    /** An operation that this journey may want. */
    private interface Wanted {
        CompletionStage<Step> begin();
    }

    private static CompletionStage<Void> when(boolean wanted, Wanted operation) {
        return wanted ? operation.begin().thenAccept(step -> {}) : nothing();
    }

    private static CompletionStage<Void> nothing() {
        return CompletableFuture.completedFuture(null);
    }
}
