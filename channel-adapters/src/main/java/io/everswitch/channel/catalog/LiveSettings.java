package io.everswitch.channel.catalog;

import io.everswitch.domain.id.ChannelId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What operators have set over the file, as layers that lie on the channels' own entries. Immutable. */
final class LiveSettings {
    static final LiveSettings NONE = new LiveSettings(Map.of());

    /**
     * What may change while the switch runs. Not where a bank is and which protocol it speaks, what it takes and with which
     * secret, nor how unknown attempts come to evidence: open attempts rest on these.
     */
    static final Set<String> KEYS = Set.of(
            "amount_min",
            "amount_max",
            "weight",
            "fee_fixed_minor",
            "fee_basis_points",
            "connect_timeout_ms",
            "response_timeout_ms",
            "send_window_ms",
            "callback_timeout_ms",
            "query_ladder",
            "in_flight_max",
            "per_second_max",
            "code_overrides",
            "enabled");

    private static final Place NOWHERE = new Place(0, 0);

    private final Map<String, Section.Layer> layers;

    private LiveSettings(Map<String, Section.Layer> layers) {
        this.layers = layers;
    }

    static LiveSettings of(Map<ChannelId, Map<String, String>> settings, Errors errors) {
        Map<String, Section.Layer> layers = new HashMap<>();
        settings.forEach((channel, values) -> {
            String owner = "channel " + channel;
            Map<String, Source.Member> members = new LinkedHashMap<>();
            values.forEach((key, text) -> {
                if (!KEYS.contains(key)) {
                    errors.add(NOWHERE, owner, key, "cannot be changed while the switch runs");
                    return;
                }
                Source value = value(owner, key, text, errors);
                if (value != null) {
                    members.put(key, new Source.Member(NOWHERE, value));
                }
            });
            layers.put(channel.value(), new Section.Layer(owner, NOWHERE, members));
        });
        return new LiveSettings(layers);
    }

    private static @Nullable Source value(String owner, String key, String text, Errors errors) {
        Errors own = new Errors();
        Source value = new SourceReader(own).read(text);
        if (value == null || !own.isEmpty()) {
            errors.add(NOWHERE, owner, key, "must be one well-formed value");
            return null;
        }
        return placeless(value);
    }

    /** Places are those of a file, and this is none. */
    private static Source placeless(Source value) {
        Map<String, Source.Member> members = value.members();
        if (members != null) {
            Map<String, Source.Member> all = new LinkedHashMap<>();
            members.forEach((name, member) -> all.put(name, new Source.Member(NOWHERE, placeless(member.value()))));
            return new Source(NOWHERE, null, all, null);
        }
        return value.items() == null
                ? new Source(NOWHERE, value.text(), null, null)
                : new Source(
                        NOWHERE,
                        null,
                        null,
                        value.items().stream().map(LiveSettings::placeless).toList());
    }

    /** What lies on an entry; null if nothing does. */
    Section.@Nullable Layer layer(Section.Layer entry) {
        Source.Member id = entry.members().get("id");
        String text = id == null ? null : id.value().text();
        return text == null ? null : layers.get(text);
    }
}
