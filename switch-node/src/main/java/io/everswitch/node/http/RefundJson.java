package io.everswitch.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.everswitch.domain.id.RefundId;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.Refund;
import java.io.IOException;
import java.util.List;

/** A refund as merchants see it. Pure. */
public final class RefundJson {
    private RefundJson() {}

    public static byte[] bytes(Payment payment, Refund refund) {
        return Json.bytes(json -> write(json, payment, refund));
    }

    static byte[] list(Payment payment, List<Refund> refunds) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("object", "list");
            json.writeArrayFieldStart("data");
            for (Refund refund : refunds) {
                write(json, payment, refund);
            }
            json.writeEndArray();
            json.writeBooleanField("has_more", false);
            json.writeEndObject();
        });
    }

    static void write(JsonGenerator json, Payment payment, Refund refund) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", new RefundId(payment.id(), refund.ordinal()).value());
        json.writeStringField("object", "refund");
        json.writeStringField("payment_id", payment.id().value());
        Json.textOrNull(json, "merchant_refund_id", refund.merchantRefundId());
        json.writeNumberField("amount", refund.amount().minor());
        json.writeStringField("currency", refund.amount().currencyCode());
        json.writeStringField("status", refund.status().code());
        Json.textOrNull(json, "reason", refund.reason());
        Json.textOrNull(json, "raw_code", refund.rawCode());
        Json.time(json, "created_at", refund.createdAt());
        json.writeEndObject();
    }
}
