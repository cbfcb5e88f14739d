package io.everswitch.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.node.control.Preview;
import io.everswitch.node.control.UnmappedCodes;
import io.everswitch.node.settings.Change;
import io.everswitch.node.settings.Proposal;
import io.everswitch.node.settings.SettingsCommand;
import io.everswitch.node.settings.SettingsHistory;
import io.everswitch.node.settings.SettingsView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Settings, changes and channels as operators see them. Stateless. */
final class SettingsJson {
    private SettingsJson() {}

    static byte[] settings(SettingsView view) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeNumberField("version", view.version());
            json.writeObjectFieldStart("values");
            for (Map.Entry<String, String> value : view.values().entrySet()) {
                json.writeFieldName(value.getKey());
                json.writeRawValue(value.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    static byte[] history(SettingsHistory history) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeNumberField("version", history.version());
            json.writeArrayFieldStart("changes");
            for (Change change : history.changes()) {
                write(json, change);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("proposals");
            for (Proposal proposal : history.proposals()) {
                write(json, proposal);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    static byte[] change(Change change) {
        return Json.bytes(json -> write(json, change));
    }

    static byte[] proposal(Proposal proposal) {
        return Json.bytes(json -> write(json, proposal));
    }

    static byte[] rejected(long number) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeNumberField("proposal", number);
            json.writeStringField("status", "rejected");
            json.writeEndObject();
        });
    }

    static byte[] preview(Preview preview) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeNumberField("window_ms", preview.windowMs());
            json.writeNumberField("attempts", preview.attempts());
            json.writeNumberField("moved", preview.moved());
            json.writeNumberField("unroutable", preview.unroutable());
            json.writeArrayFieldStart("channels");
            for (Map.Entry<String, Preview.Difference> change :
                    preview.changes().entrySet()) {
                Preview.Difference difference = change.getValue();
                json.writeStartObject();
                json.writeStringField("id", change.getKey());
                json.writeNumberField("attempts_before", difference.before());
                json.writeNumberField("attempts_after", difference.after());
                json.writeNumberField("amount_before", difference.amountBefore());
                json.writeNumberField("amount_after", difference.amountAfter());
                json.writeNumberField("fee_before", difference.feeBefore());
                json.writeNumberField("fee_after", difference.feeAfter());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    static byte[] channels(
            long version, List<Control.ChannelReport> channels, Function<String, Control.HealthStory> health) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeNumberField("settings_version", version);
            json.writeArrayFieldStart("channels");
            for (Control.ChannelReport channel : channels) {
                write(json, channel, health.apply(channel.id()));
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    static byte[] codes(List<UnmappedCodes.Unmapped> codes) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("unmapped");
            for (UnmappedCodes.Unmapped code : codes) {
                json.writeStartObject();
                json.writeStringField("channel", code.channel().value());
                json.writeStringField("code", code.code());
                json.writeNumberField("count", code.count());
                Json.time(json, "first_at", code.firstAt());
                Json.time(json, "last_at", code.lastAt());
                json.writeArrayFieldStart("payments");
                for (PaymentId example : code.examples()) {
                    json.writeString(example.value());
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Control.ChannelReport channel, Control.HealthStory story)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("id", channel.id());
        json.writeStringField("bank", channel.bank());
        json.writeBooleanField("enabled", channel.enabled());
        json.writeNumberField("weight", channel.weight());
        json.writeArrayFieldStart("changed");
        for (String key : channel.changed()) {
            json.writeString(key);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("health");
        json.writeStringField("level", channel.level());
        json.writeNumberField("share_percent", channel.sharePercent());
        json.writeNumberField("faulty_percent", channel.faultyPercent());
        json.writeNumberField("results", channel.results());
        HealthJson.write(json, story);
        json.writeEndObject();
        json.writeBooleanField("up", channel.up());
        Json.textOrNull(json, "down_reason", channel.why());
        json.writeNumberField("in_flight", channel.inFlight());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Change change) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", change.number());
        json.writeStringField("status", "made");
        Json.time(json, "at", change.at());
        json.writeStringField("author", change.author());
        Json.text(json, "approved_by", change.approvedBy());
        json.writeStringField("reason", change.reason());
        Json.time(json, "until", change.until());
        json.writeFieldName("undoes");
        if (change.undoes() == 0) {
            json.writeNull();
        } else {
            json.writeNumber(change.undoes());
        }
        json.writeArrayFieldStart("settings");
        for (Change.Entry entry : change.entries()) {
            json.writeStartObject();
            json.writeStringField("path", entry.path());
            raw(json, "before", entry.valueBefore());
            raw(json, "after", entry.valueAfter());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Proposal proposal) throws IOException {
        SettingsCommand.Apply change = proposal.change();
        json.writeStartObject();
        json.writeNumberField("proposal", proposal.number());
        json.writeStringField("status", "waits_for_approval");
        Json.time(json, "at", proposal.at());
        Json.time(json, "ends_at", proposal.endsAt());
        json.writeStringField("author", change.author());
        json.writeStringField("reason", change.reason());
        Json.time(json, "until", change.until());
        json.writeArrayFieldStart("settings");
        for (Map.Entry<String, String> set : change.set().entrySet()) {
            json.writeStartObject();
            json.writeStringField("path", set.getKey());
            raw(json, "after", set.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The values came as well-formed JSON, or they would not be settings. */
    private static void raw(JsonGenerator json, String name, @Nullable String value) throws IOException {
        json.writeFieldName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeRawValue(value);
        }
    }
}
