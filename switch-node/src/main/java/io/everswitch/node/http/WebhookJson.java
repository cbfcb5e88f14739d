package io.everswitch.node.http;

import io.everswitch.domain.payment.Notification;
import io.everswitch.domain.payment.Payment;

/** The body of a webhook. Immutable, thread-safe. */
public final class WebhookJson {
    private final PaymentJson payments;

    public WebhookJson(PaymentJson payments) {
        this.payments = payments;
    }

    /** {@code timestamp} is when the thing happened, the same in every try; when a try was made is in its headers. */
    public byte[] bytes(Payment payment, Notification notification) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("type", notification.type());
            Json.time(json, "timestamp", notification.createdAt());
            json.writeNumberField("sequence", notification.sequence());
            json.writeObjectFieldStart("data");
            json.writeFieldName("payment");
            payments.write(json, payment);
            if (notification.refund() > 0) {
                json.writeFieldName("refund");
                RefundJson.write(json, payment, payment.refund(notification.refund()));
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }
}
