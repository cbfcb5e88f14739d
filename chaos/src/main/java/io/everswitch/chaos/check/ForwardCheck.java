package io.everswitch.chaos.check;

import io.everswitch.chaos.history.PaymentSeen;
import io.everswitch.chaos.history.Step;
import io.everswitch.chaos.history.StepType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * M8: what one operation was shown, no operation that begins afterwards is shown less of. Operations at the same time may see
 * either. And the merchant hears gapless sequences, each number once. M3 as far as answers show it: only the last attempt of
 * a payment may be open.
 */
final class ForwardCheck implements Checker {
    private final Map<String, PaymentSeen> floors = new HashMap<>();
    private final Map<Long, PaymentSeen> floorAtInvoke = new HashMap<>();

    @Override
    public void step(Step step, Findings found) {
        if (step.type() == StepType.INVOKE) {
            PaymentSeen floor = floors.get(step.payment());
            if (floor != null) {
                floorAtInvoke.put(step.op(), floor);
            }
            return;
        }
        if (!step.type().isEnd()) {
            return;
        }
        PaymentSeen floor = floorAtInvoke.remove(step.op());
        PaymentSeen seen = step.seen();
        if (step.type() != StepType.OK || seen == null) {
            return;
        }
        String back = floor == null ? null : wentBack(floor, seen);
        if (back != null) {
            found.add("M8", seen.id(), step.kind().word() + " saw it go back: " + back);
        }
        for (int i = 0; i + 1 < seen.attempts().size(); i++) {
            if (seen.attempts().get(i).isOpen()) {
                found.add("M3", seen.id(), "attempt " + (i + 2) + " began while attempt " + (i + 1) + " was open");
            }
        }
        PaymentSeen highest = floors.get(seen.id());
        if (highest == null || wentBack(highest, seen) == null) {
            floors.put(seen.id(), seen);
        }
    }

    /** What is less in the later one; null if nothing. */
    private static @Nullable String wentBack(PaymentSeen was, PaymentSeen is) {
        if (was.isFinal() && !was.status().equals(is.status())) {
            return "from " + was.status() + " to " + is.status();
        }
        if (!was.status().equals("requires_payment_method") && is.status().equals("requires_payment_method")) {
            return "from " + was.status() + " to the beginning";
        }
        if (is.refunded() < was.refunded()) {
            return "refunded from " + was.refunded() + " to " + is.refunded();
        }
        if (is.attempts().size() < was.attempts().size()) {
            return "from " + was.attempts().size() + " attempts to "
                    + is.attempts().size();
        }
        for (int i = 0; i < was.attempts().size(); i++) {
            String attempt = wentBack(was.attempts().get(i), is.attempts().get(i));
            if (attempt != null) {
                return attempt;
            }
        }
        return null;
    }

    private static @Nullable String wentBack(PaymentSeen.AttemptSeen was, PaymentSeen.AttemptSeen is) {
        if (!was.id().equals(is.id()) || was.createdAtMicros() != is.createdAtMicros()) {
            return "attempt " + was.id() + " is another one now";
        }
        if (was.reversed() && !is.reversed()) {
            return "attempt " + was.id() + " is not reversed any more";
        }
        if (was.outcome().equals("approved") && !is.outcome().equals("approved")) {
            return "attempt " + was.id() + " from approved to " + is.outcome();
        }
        if (!was.isOpen() && is.isOpen()) {
            return "attempt " + was.id() + " from " + was.outcome() + " to " + is.outcome();
        }
        return null;
    }

    @Override
    public void judge(Evidence evidence, Findings found) {
        for (SwitchView view : evidence.views().values()) {
            sequences(view.id(), evidence.webhooks().of(view.id()), found);
            PaymentSeen floor = floors.get(view.id());
            if (floor != null && view.refunded() < floor.refunded()) {
                found.add(
                        "M8",
                        view.id(),
                        "refunded was " + floor.refunded() + ", is " + view.refunded() + " at the end");
            }
        }
    }

    private static void sequences(String payment, List<Webhooks.Webhook> told, Findings found) {
        Map<Long, String> types = new HashMap<>();
        long highest = 0;
        Set<Long> doubled = new HashSet<>();
        for (Webhooks.Webhook hook : told) {
            if (hook.sequence() <= 0) {
                continue;
            }
            String type = types.putIfAbsent(hook.sequence(), hook.type());
            if (type != null && !type.equals(hook.type()) && doubled.add(hook.sequence())) {
                found.add("M8", payment, "webhook " + hook.sequence() + " is " + type + " and " + hook.type());
            }
            highest = Math.max(highest, hook.sequence());
        }
        if (types.size() < highest) {
            found.add("M8", payment, "webhooks up to " + highest + ", but only " + types.size() + " of them came");
        }
    }
}
