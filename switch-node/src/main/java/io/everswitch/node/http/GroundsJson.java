package io.everswitch.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.everswitch.domain.payment.Attempt;
import io.everswitch.domain.payment.Payment;
import io.everswitch.routing.choice.Grounds;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Why a payment's attempts went where they did, from what was journaled with them. Tells nothing of the payer. Stateless.
 */
final class GroundsJson {
    private GroundsJson() {}

    static byte[] of(Payment payment) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("id", payment.id().value());
            json.writeStringField("status", payment.status().code());
            Json.textOrNull(json, "status_reason", payment.statusReason());
            json.writeArrayFieldStart("attempts");
            for (Attempt attempt : payment.attempts()) {
                write(json, attempt);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Attempt attempt) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", attempt.ordinal());
        json.writeStringField("channel", attempt.channel().value());
        Json.time(json, "created_at", attempt.createdAt());
        json.writeStringField("outcome", PaymentViews.outcome(attempt));
        Json.textOrNull(json, "raw_code", attempt.rawCode());
        Json.textOrNull(json, "detail", attempt.detail());
        json.writeArrayFieldStart("reasons");
        for (String reason : attempt.reasons()) {
            json.writeString(reason);
        }
        json.writeEndArray();
        String kept = attempt.grounds();
        Grounds grounds = kept == null ? null : Grounds.read(kept);
        json.writeFieldName("decision");
        write(json, grounds);
        if (kept != null && grounds == null) {
            // A newer version wrote it: better as it is than not at all.
            json.writeStringField("unread", kept);
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, @Nullable Grounds grounds) throws IOException {
        if (grounds == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("node", grounds.node());
        json.writeNumberField("settings_version", grounds.settingsVersion());
        json.writeStringField("how", grounds.how());
        json.writeNumberField("channels", grounds.of());
        json.writeNumberField("eligible", grounds.eligible());
        json.writeNumberField("chosen_among", grounds.pool());
        json.writeObjectFieldStart("prior");
        json.writeNumberField("success_rate", grounds.priorRate());
        json.writeNumberField("results", grounds.priorResults());
        json.writeEndObject();
        json.writeArrayFieldStart("candidates");
        for (Grounds.Candidate each : grounds.candidates()) {
            json.writeStartObject();
            json.writeStringField("id", each.channel());
            json.writeNumberField("success_rate", each.rate());
            json.writeNumberField("results", each.results());
            json.writeNumberField("fee", each.fee());
            json.writeNumberField("worth", each.worth());
            json.writeNumberField("weight", each.weight());
            json.writeNumberField("share_percent", each.sharePercent());
            json.writeStringField("health", each.health());
            Json.textOrNull(json, "degradation", each.operators());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("dropped");
        for (Grounds.Dropped each : grounds.dropped()) {
            json.writeStartObject();
            json.writeStringField("for", each.why());
            Json.textOrNull(json, "by", each.by());
            json.writeNumberField("count", each.count());
            json.writeArrayFieldStart("channels");
            for (String channel : each.channels()) {
                json.writeString(channel);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("dropped_untold", grounds.untold());
        Json.textOrNull(json, "rules_passed_over", grounds.passedOver());
        json.writeEndObject();
    }
}
