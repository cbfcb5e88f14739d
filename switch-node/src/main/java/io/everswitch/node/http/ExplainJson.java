package io.everswitch.node.http;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.node.control.RecordedDecision;
import io.everswitch.node.control.SeenRate;
import io.everswitch.routing.choice.Explanation;
import java.util.List;

/** A decision that was explained, as operators read it. Stateless. */
final class ExplainJson {
    private ExplainJson() {}

    static byte[] of(Explanation explanation) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeNumberField("settings_version", explanation.version());
            Json.text(
                    json,
                    "chosen",
                    explanation.decision().channel() == null
                            ? null
                            : explanation.decision().channel().value());
            json.writeArrayFieldStart("reasons");
            for (String reason : explanation.decision().reasons()) {
                json.writeString(reason);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("channels");
            for (Explanation.Line line : explanation.channels()) {
                json.writeStartObject();
                json.writeStringField("id", line.channel().value());
                Json.textOrNull(json, "dropped_for", line.why());
                json.writeStringField("operators", line.verdict());
                json.writeNumberField("weight", line.weight());
                json.writeStringField("health", line.health());
                json.writeNumberField("success_rate", Math.round(line.rate() * 1_000) / 1_000.0);
                json.writeNumberField("worth", Math.round(line.worth()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** @param rates what whoever replays the decisions goes by */
    static byte[] of(List<RecordedDecision> decisions, List<SeenRate> rates) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("decisions");
            for (RecordedDecision decision : decisions) {
                RouteRequest request = decision.request();
                json.writeStartObject();
                json.writeNumberField("at_ms", decision.atMs());
                Json.text(
                        json,
                        "chosen",
                        decision.chosen() == null ? null : decision.chosen().value());
                json.writeStringField("merchant", request.merchant().value());
                json.writeStringField("method", request.method().code());
                Json.text(
                        json,
                        "bank",
                        request.bank() == null ? null : request.bank().value());
                json.writeStringField("brand", request.brand());
                json.writeNumberField("amount", request.amount().minor());
                json.writeStringField("currency", request.amount().currencyCode());
                json.writeArrayFieldStart("tried");
                for (ChannelId tried : request.tried()) {
                    json.writeString(tried.value());
                }
                json.writeEndArray();
                json.writeBooleanField("shadow", request.shadow());
                // Past what a JavaScript number holds.
                json.writeStringField("spread", Long.toString(request.spread()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("rates");
            for (SeenRate each : rates) {
                json.writeStartObject();
                json.writeStringField("channel", each.channel().value());
                json.writeStringField("method", each.method().code());
                json.writeNumberField("success_rate", Math.round(each.rate() * 10_000) / 10_000.0);
                json.writeNumberField("results", Math.round(each.results()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
