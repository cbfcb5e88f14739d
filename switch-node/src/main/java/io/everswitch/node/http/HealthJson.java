package io.everswitch.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.everswitch.routing.health.ChannelHealth;
import io.everswitch.routing.health.HealthEvent;
import io.everswitch.routing.health.HealthReport;
import io.everswitch.routing.health.Tally;
import java.io.IOException;
import java.util.List;

/** Channels' health as operators read it. Thread-safe. */
final class HealthJson {
    /** Among all channels; a channel by itself shows all that are kept. */
    private static final int LAST_EVENTS = 3;

    private HealthJson() {}

    static byte[] events(String channel, Control.HealthStory story) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("id", channel);
            json.writeObjectFieldStart("health");
            json.writeStringField(
                    "level", story.reports().get(0).health().level().word());
            write(json, story);
            json.writeEndObject();
            write(json, "events", story.events());
            json.writeEndObject();
        });
    }

    /** Fields of the object that is open. */
    static void write(JsonGenerator json, Control.HealthStory story) throws IOException {
        List<HealthReport> reports = story.reports();
        if (reports.isEmpty()) {
            return;
        }
        inside(json, reports.get(0));
        json.writeArrayFieldStart("methods");
        for (HealthReport report : reports.subList(1, reports.size())) {
            ChannelHealth health = report.health();
            json.writeStartObject();
            json.writeStringField("method", report.method());
            json.writeStringField("level", health.level().word());
            json.writeNumberField("share_percent", health.sharePercent());
            json.writeNumberField("faulty_percent", health.faultyPercent());
            json.writeNumberField("results", health.counted());
            inside(json, report);
            json.writeEndObject();
        }
        json.writeEndArray();
        List<HealthEvent> events = story.events();
        write(json, "last_events", events.subList(0, Math.min(LAST_EVENTS, events.size())));
    }

    private static void inside(JsonGenerator json, HealthReport report) throws IOException {
        Tally counts = report.counts();
        json.writeBooleanField("probing", report.health().probing());
        Json.textOrNull(json, "reason", report.reason());
        json.writeObjectFieldStart("counts");
        json.writeNumberField("answered", counts.answered());
        json.writeNumberField("slow", counts.slow());
        json.writeNumberField("timed_out", counts.timedOut());
        json.writeNumberField("unknown", counts.unknown());
        json.writeNumberField("not_connected", counts.notConnected());
        json.writeNumberField("troubled", counts.troubled());
        json.writeEndObject();
        json.writeFieldName("slow_above_ms");
        if (report.slowBoundMs() < 0) {
            json.writeNull();
        } else {
            json.writeNumber(report.slowBoundMs());
        }
    }

    private static void write(JsonGenerator json, String name, List<HealthEvent> events) throws IOException {
        json.writeArrayFieldStart(name);
        for (HealthEvent event : events) {
            json.writeStartObject();
            Json.time(json, "at", event.at());
            json.writeStringField("turn", event.turn().word());
            Json.textOrNull(json, "method", event.method());
            Json.textOrNull(json, "cause", event.cause());
            json.writeStringField("reason", event.reason());
            json.writeNumberField("share_percent", event.sharePercent());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
