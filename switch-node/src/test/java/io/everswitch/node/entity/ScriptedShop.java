package io.everswitch.node.entity;

import io.everswitch.domain.payment.Notification;
import io.everswitch.domain.payment.NotificationResult;
import io.everswitch.domain.payment.Payment;
import java.util.concurrent.CompletionStage;

/** A merchant that takes every notification at once, unless it was told to keep silent. Thread-safe. */
final class ScriptedShop implements MerchantNotifier {
    static final NotificationResult DELIVERED =
            new NotificationResult(NotificationResult.Kind.DELIVERED, 200, null, "");

    private final Calls calls;
    private volatile boolean silent;

    ScriptedShop(Calls calls) {
        this.calls = calls;
    }

    void silent(boolean on) {
        silent = on;
    }

    @Override
    public CompletionStage<NotificationResult> send(Payment payment, Notification notification, long causedAtNanos) {
        Call call = Call.of(Call.Kind.NOTIFY, payment.id().value(), notification);
        if (!silent) {
            call.answer(DELIVERED);
        }
        return calls.add(call).answer().thenApply(NotificationResult.class::cast);
    }
}
