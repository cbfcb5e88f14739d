package io.everswitch.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.everswitch.domain.payment.Attempt;
import io.everswitch.domain.payment.Contradiction;
import io.everswitch.domain.payment.Notification;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.Refund;
import java.io.IOException;
import java.util.Locale;

/** A payment as operators see it: with what each outcome rests on, what is owed, and what banks contradicted. Stateless. */
final class DeskJson {
    private DeskJson() {}

    static void write(JsonGenerator json, Payment payment) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", payment.id().value());
        json.writeStringField("merchant", payment.merchant().value());
        json.writeStringField("merchant_order_id", payment.merchantOrderId());
        json.writeNumberField("amount", payment.amount().minor());
        json.writeStringField("currency", payment.amount().currencyCode());
        json.writeStringField("status", payment.status().code());
        Json.textOrNull(json, "status_reason", payment.statusReason());
        Json.text(
                json,
                "payment_method",
                payment.means() == null ? null : payment.means().masked());
        Json.time(json, "created_at", payment.createdAt());
        Json.time(json, "updated_at", payment.statusAt());
        json.writeBooleanField("exception", payment.isException());
        json.writeArrayFieldStart("contradictions");
        for (Contradiction contradiction : payment.contradictions()) {
            json.writeStartObject();
            json.writeNumberField("attempt", contradiction.attempt());
            json.writeStringField("what", contradiction.what());
            Json.time(json, "at", contradiction.at());
            Json.textOrNull(json, "reviewed_by", contradiction.reviewedBy());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("attempts");
        for (Attempt attempt : payment.attempts()) {
            write(json, payment, attempt);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("refunds");
        for (Refund refund : payment.refunds()) {
            write(json, refund);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("notifications");
        for (Notification notification : payment.notifications()) {
            write(json, notification);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Payment payment, Attempt attempt) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", attempt.ordinal());
        json.writeStringField("id", PaymentViews.attemptId(payment, attempt));
        json.writeStringField("channel", attempt.channel().value());
        json.writeStringField("reference", attempt.ids().reference());
        Json.textOrNull(json, "bank_reference", attempt.bankReference());
        json.writeStringField("phase", word(attempt.phase()));
        Json.text(json, "outcome", attempt.outcome() == null ? null : word(attempt.outcome()));
        Json.text(json, "evidence", attempt.evidence() == null ? null : word(attempt.evidence()));
        Json.textOrNull(json, "raw_code", attempt.rawCode());
        Json.textOrNull(json, "detail", attempt.detail());
        json.writeNumberField("amount", attempt.amount().minor());
        json.writeFieldName("taken_amount");
        if (attempt.approvedAmount() == null) {
            json.writeNull();
        } else {
            json.writeNumber(attempt.approvedAmount().minor());
        }
        json.writeStringField("reversal", word(attempt.reversal()));
        json.writeNumberField("tries", attempt.tries());
        Json.time(json, "created_at", attempt.createdAt());
        Json.time(json, "send_by", attempt.sendBy());
        Json.time(json, "next_try_at", attempt.nextTryAt());
        json.writeArrayFieldStart("reasons");
        for (String reason : attempt.reasons()) {
            json.writeString(reason);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Refund refund) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", refund.ordinal());
        json.writeNumberField("attempt", refund.attempt());
        Json.textOrNull(json, "merchant_refund_id", refund.merchantRefundId());
        json.writeNumberField("amount", refund.amount().minor());
        json.writeStringField("status", word(refund.status()));
        Json.textOrNull(json, "raw_code", refund.rawCode());
        json.writeNumberField("tries", refund.tries());
        Json.time(json, "created_at", refund.createdAt());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Notification notification) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", notification.sequence());
        json.writeStringField("type", notification.type());
        json.writeStringField("state", word(notification.state()));
        json.writeNumberField("tries", notification.tries());
        Json.time(json, "created_at", notification.createdAt());
        json.writeEndObject();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
