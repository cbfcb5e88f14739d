package io.everswitch.chaos.check;

import io.everswitch.chaos.history.OpKind;
import io.everswitch.chaos.history.PaymentSeen;
import io.everswitch.chaos.history.Step;
import io.everswitch.chaos.history.StepType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** M1: what was acknowledged is there, as it was acknowledged; and one order has one payment. */
final class AcknowledgedCheck implements Checker {
    private final Map<String, Acknowledged> payments = new HashMap<>();
    private final Map<String, String> paymentOfOrder = new HashMap<>();

    /** What clients were told of one payment. */
    private static final class Acknowledged {
        private final String order;
        private final long amount;
        private String status = "";
        private boolean isFinal;
        private int attempts;
        private Map<String, Told> refunds = Map.of();

        private Acknowledged(String order, long amount) {
            this.order = order;
            this.amount = amount;
        }
    }

    private record Told(long amount, String status) {}

    @Override
    public void step(Step step, Findings found) {
        if (step.type() == StepType.FAIL && step.code().startsWith("404") && payments.containsKey(step.payment())) {
            found.add(
                    "M1",
                    step.payment(),
                    "was acknowledged, then " + step.kind().word() + " was told 404");
        }
        if (step.type() != StepType.OK) {
            return;
        }
        PaymentSeen seen = step.seen();
        if (seen != null) {
            acknowledged(step, seen, found);
        } else if (step.kind() == OpKind.REFUND) {
            Acknowledged payment = payments.get(step.payment());
            if (payment != null) {
                payment.refunds = payment.refunds.isEmpty() ? new TreeMap<>() : payment.refunds;
                payment.refunds.put(step.refund(), new Told(step.amount(), step.refundStatus()));
            }
        }
    }

    private void acknowledged(Step step, PaymentSeen seen, Findings found) {
        boolean create = step.kind() == OpKind.CREATE || step.kind() == OpKind.REPEAT;
        if (create && (seen.amount() != step.amount() || !seen.order().equals(step.order()))) {
            found.add("M1", seen.id(), "a create was acknowledged with another order or amount than it asked for");
        }
        String other = paymentOfOrder.putIfAbsent(step.order(), seen.id());
        if (other != null && !other.equals(seen.id())) {
            found.add("M1", seen.id(), "order " + step.order() + " is also payment " + other);
        }
        Acknowledged payment = payments.computeIfAbsent(seen.id(), id -> new Acknowledged(seen.order(), seen.amount()));
        payment.attempts = Math.max(payment.attempts, seen.attempts().size());
        // The first final status counts: a later one that differs is the loss itself, not a newer truth.
        if (!payment.isFinal) {
            payment.status = seen.status();
            payment.isFinal = seen.isFinal();
        }
    }

    /** For {@link Reconciliation}. */
    List<Reconciliation.Promise> promises() {
        List<Reconciliation.Promise> promises = new ArrayList<>(payments.size());
        payments.forEach(
                (id, told) -> promises.add(new Reconciliation.Promise(id, told.order, told.amount, told.status)));
        return promises;
    }

    /** Payments with acknowledged refunds. */
    Set<String> refunded() {
        Set<String> ids = new HashSet<>();
        payments.forEach((id, told) -> {
            if (!told.refunds.isEmpty()) {
                ids.add(id);
            }
        });
        return ids;
    }

    /** That a payment is there at all is found by {@link Reconciliation}. */
    @Override
    public void judge(Evidence evidence, Findings found) {
        payments.forEach((id, told) -> {
            SwitchView view = evidence.views().get(id);
            if (view != null && view.attempts().size() < told.attempts) {
                found.add(
                        "M1",
                        id,
                        told.attempts + " attempts were acknowledged, "
                                + view.attempts().size() + " are there");
            }
            List<SwitchView.RefundView> refunds = evidence.refunds().getOrDefault(id, List.of());
            told.refunds.forEach((refund, was) -> judgeRefund(id, refund, was, refunds, found));
        });
    }

    private static void judgeRefund(
            String payment, String refund, Told was, List<SwitchView.RefundView> now, Findings found) {
        Optional<SwitchView.RefundView> view =
                now.stream().filter(each -> each.id().equals(refund)).findFirst();
        if (view.isEmpty()) {
            found.add("M1", payment, "refund " + refund + " was acknowledged and is lost");
        } else if (view.get().amount() != was.amount()) {
            found.add("M1", payment, "refund " + refund + " has another amount than was acknowledged");
        } else if (!was.status().equals("pending")
                && !was.status().equals(view.get().status())) {
            found.add("M1", payment, "refund " + refund + " was told " + was.status());
        }
    }
}
