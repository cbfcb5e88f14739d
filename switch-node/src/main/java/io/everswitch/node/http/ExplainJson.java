package io.everswitch.node.http;

import io.everswitch.routing.choice.Explanation;

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
}
