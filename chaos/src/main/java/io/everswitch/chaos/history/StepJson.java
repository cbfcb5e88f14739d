package io.everswitch.chaos.history;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps as JSON lines. Pure. */
final class StepJson {
    private StepJson() {}

    static void write(JsonGenerator json, Step step) throws IOException {
        json.writeStartObject();
        json.writeNumberField("t_ns", step.atNs());
        json.writeNumberField("id", step.op());
        json.writeNumberField("worker", step.worker());
        json.writeStringField("op", step.kind().word());
        json.writeStringField("type", step.type().word());
        json.writeStringField("order", step.order());
        text(json, "payment", step.payment());
        json.writeNumberField("amount", step.amount());
        text(json, "code", step.code());
        if (step.type().isEnd()) {
            json.writeNumberField("latency_us", step.latencyUs());
        }
        text(json, "refund", step.refund());
        text(json, "refund_status", step.refundStatus());
        PaymentSeen seen = step.seen();
        if (seen != null) {
            json.writeFieldName("seen");
            write(json, seen);
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, PaymentSeen seen) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", seen.id());
        json.writeStringField("order", seen.order());
        json.writeNumberField("amount", seen.amount());
        json.writeStringField("status", seen.status());
        json.writeStringField("outcome", seen.outcome());
        json.writeNumberField("refunded", seen.refunded());
        json.writeArrayFieldStart("attempts");
        for (PaymentSeen.AttemptSeen attempt : seen.attempts()) {
            json.writeStartObject();
            json.writeStringField("id", attempt.id());
            json.writeStringField("outcome", attempt.outcome());
            json.writeBooleanField("reversed", attempt.reversed());
            json.writeNumberField("created_us", attempt.createdAtMicros());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static Step read(JsonNode json) {
        return new Step(
                json.path("t_ns").asLong(),
                json.path("id").asLong(),
                json.path("worker").asLong(),
                OpKind.of(json.path("op").asText()),
                StepType.of(json.path("type").asText()),
                json.path("order").asText(""),
                json.path("payment").asText(""),
                json.path("amount").asLong(),
                json.path("code").asText(""),
                json.path("latency_us").asLong(),
                json.path("refund").asText(""),
                json.path("refund_status").asText(""),
                seen(json.path("seen")));
    }

    private static @Nullable PaymentSeen seen(JsonNode json) {
        if (!json.isObject()) {
            return null;
        }
        List<PaymentSeen.AttemptSeen> attempts = new ArrayList<>(2);
        for (JsonNode attempt : json.path("attempts")) {
            attempts.add(new PaymentSeen.AttemptSeen(
                    attempt.path("id").asText(),
                    attempt.path("outcome").asText(),
                    attempt.path("reversed").asBoolean(),
                    attempt.path("created_us").asLong()));
        }
        return new PaymentSeen(
                json.path("id").asText(),
                json.path("order").asText(),
                json.path("amount").asLong(),
                json.path("status").asText(),
                json.path("outcome").asText(),
                json.path("refunded").asLong(),
                attempts);
    }

    private static void text(JsonGenerator json, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(name, value);
        }
    }
}
