package io.everswitch.node.notify;

import io.everswitch.cashier.notify.WebhookMessage;
import io.everswitch.cashier.notify.WebhookSender;
import io.everswitch.domain.payment.Notification;
import io.everswitch.domain.payment.NotificationResult;
import io.everswitch.domain.payment.Payment;
import io.everswitch.node.entity.MerchantNotifier;
import io.everswitch.node.http.Merchant;
import io.everswitch.node.http.Merchants;
import io.everswitch.node.http.WebhookJson;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Tells merchants by webhook: to the payment's own address, or to the one that the merchant's configuration names. */
public final class WebhookNotifier implements MerchantNotifier {
    private final WebhookSender sender;
    private final WebhookJson json;
    private final Merchants merchants;
    private final Clock clock;
    private final Observer observer;

    public WebhookNotifier(
            WebhookSender sender, WebhookJson json, Merchants merchants, Clock clock, Observer observer) {
        this.sender = sender;
        this.json = json;
        this.merchants = merchants;
        this.clock = clock;
        this.observer = observer;
    }

    /** Sees when notifications go out and what they come to: for metrics. Any thread; be quick. */
    public interface Observer {
        /** @param nanosSinceCause from the bank's answer (or whatever made it owed) to handing the first try to the network */
        void sending(String type, int tries, long nanosSinceCause);

        void answered(String type, NotificationResult.Kind kind);
    }

    @Override
    public CompletionStage<NotificationResult> send(Payment payment, Notification notification, long causedAtNanos) {
        Merchant merchant = merchants.byId(payment.merchant());
        String url = address(payment, merchant);
        if (merchant == null || url == null) {
            return CompletableFuture.completedFuture(new NotificationResult(
                    NotificationResult.Kind.GONE, 0, null, "the merchant has no address for notifications"));
        }
        WebhookMessage message = new WebhookMessage(
                "msg_" + payment.id().body() + '_' + notification.sequence(),
                url,
                clock.instant(),
                json.bytes(payment, notification),
                merchant.webhookSecrets());
        observer.sending(notification.type(), notification.tries(), System.nanoTime() - causedAtNanos);
        return sender.send(message).thenApply(result -> {
            observer.answered(notification.type(), result.kind());
            return result;
        });
    }

    private static @Nullable String address(Payment payment, @Nullable Merchant merchant) {
        if (payment.notifyUrl() != null) {
            return payment.notifyUrl();
        }
        return merchant == null ? null : merchant.notifyUrl();
    }
}
