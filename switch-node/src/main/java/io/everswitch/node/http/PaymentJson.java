package io.everswitch.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.everswitch.domain.payment.Attempt;
import io.everswitch.domain.payment.Outcome;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A payment as merchants see it, in answers, events and webhooks alike. Holds nothing of a card or an account but what
 * {@link io.everswitch.domain.means.Means#masked} gives. Immutable, thread-safe.
 */
public final class PaymentJson {
    private final CashierLinks links;

    public PaymentJson(CashierLinks links) {
        this.links = links;
    }

    public byte[] bytes(Payment payment) {
        return Json.bytes(json -> write(json, payment));
    }

    /** @param archiveAway whether the list ends early because the archive cannot be asked */
    byte[] list(List<Payment> payments, boolean hasMore, boolean archiveAway) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("object", "list");
            json.writeArrayFieldStart("data");
            for (Payment payment : payments) {
                write(json, payment);
            }
            json.writeEndArray();
            json.writeBooleanField("has_more", hasMore);
            if (archiveAway) {
                json.writeStringField("archive", "unavailable");
            }
            json.writeEndObject();
        });
    }

    void write(JsonGenerator json, Payment payment) throws IOException {
        String cashierUrl = links.url(payment.id());
        json.writeStartObject();
        json.writeStringField("id", payment.id().value());
        json.writeStringField("object", "payment");
        json.writeStringField("status", payment.status().code());
        Json.textOrNull(json, "status_reason", payment.statusReason());
        json.writeStringField("outcome", PaymentViews.outcome(payment));
        json.writeNumberField("amount", payment.amount().minor());
        json.writeStringField("currency", payment.amount().currencyCode());
        json.writeStringField("merchant_order_id", payment.merchantOrderId());
        Json.textOrNull(json, "description", payment.description());
        json.writeObjectFieldStart("metadata");
        for (Map.Entry<String, String> entry : payment.metadata().entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
        json.writeStringField("cashier_url", cashierUrl);
        json.writeNumberField("refunded_amount", PaymentViews.refundedAmount(payment));
        json.writeArrayFieldStart("attempts");
        for (Attempt attempt : payment.attempts()) {
            writeAttempt(json, payment, attempt);
        }
        json.writeEndArray();
        Json.time(json, "next_check_at", PaymentViews.nextCheckAt(payment));
        writeNextAction(json, payment.status(), cashierUrl);
        Json.text(
                json,
                "payment_method",
                payment.means() == null ? null : payment.means().masked());
        Json.text(json, "notify_url", payment.notifyUrl());
        Json.text(json, "return_url", payment.returnUrl());
        Json.time(json, "created_at", payment.createdAt());
        Json.time(json, "updated_at", payment.statusAt());
        Json.time(json, "expires_at", payment.expiresAt());
        json.writeBooleanField("shadow", payment.shadow());
        json.writeBooleanField("livemode", false);
        json.writeEndObject();
    }

    private static void writeAttempt(JsonGenerator json, Payment payment, Attempt attempt) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", PaymentViews.attemptId(payment, attempt));
        json.writeStringField("channel", attempt.channel().value());
        json.writeStringField("outcome", PaymentViews.outcome(attempt));
        Json.textOrNull(json, "raw_code", attempt.rawCode());
        json.writeNumberField("amount", attempt.amount().minor());
        json.writeBooleanField("reversed", attempt.reversal() == Attempt.Reversal.DONE);
        Json.time(json, "created_at", attempt.createdAt());
        json.writeArrayFieldStart("reasons");
        for (String reason : attempt.reasons()) {
            json.writeString(reason);
        }
        json.writeEndArray();
        Json.time(json, "next_check_at", attempt.outcome() == Outcome.UNKNOWN ? attempt.nextTryAt() : null);
        json.writeEndObject();
    }

    private static void writeNextAction(JsonGenerator json, PaymentStatus status, String cashierUrl)
            throws IOException {
        json.writeFieldName("next_action");
        if (status != PaymentStatus.REQUIRES_PAYMENT_METHOD && status != PaymentStatus.REQUIRES_ACTION) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("type", "redirect");
        json.writeStringField("url", cashierUrl);
        json.writeEndObject();
    }
}
