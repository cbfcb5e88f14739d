package io.everswitch.node.entity;

import io.everswitch.domain.payment.Notification;
import io.everswitch.domain.payment.NotificationResult;
import io.everswitch.domain.payment.Payment;
import java.util.concurrent.CompletionStage;

/** Tells a merchant. Never blocks, never fails: a failure is a result. */
public interface MerchantNotifier {
    /** @param causedAtNanos {@link System#nanoTime} of what made the notification owed, for the latency figures */
    CompletionStage<NotificationResult> send(Payment payment, Notification notification, long causedAtNanos);
}
