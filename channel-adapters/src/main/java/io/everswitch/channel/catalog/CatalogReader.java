package io.everswitch.channel.catalog;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the whole catalog: profiles, banks, channels. Everything wrong goes to the errors. Single-threaded, one use. */
final class CatalogReader {
    private static final Set<String> TOP = Set.of("version", "profiles", "banks", "channels");
    private static final Set<String> BANK = Set.of("id", "en", "zh");
    private static final Function<String, String> NAME =
            Words.matching("[^\\p{Cntrl}<>&]{1,80}", "1 to 80 characters without control characters, <, > and &");

    private final Errors errors;
    private final LiveSettings settings;
    private final Map<String, Section.Layer> profiles = new LinkedHashMap<>();

    /** @param settings what stands over the file; {@link LiveSettings#NONE}: nothing */
    CatalogReader(Errors errors, LiveSettings settings) {
        this.errors = errors;
        this.settings = settings;
    }

    ChannelCatalog read(Source root) {
        ChannelCatalog nothing = new ChannelCatalog(List.of(), List.of());
        Map<String, Source.Member> members = root.members();
        if (members == null) {
            errors.add(root.place(), "catalog", "file", "must be a mapping with version, banks and channels");
            return nothing;
        }
        Section top = Section.of(new Section.Layer("catalog", root.place(), members), errors);
        top.onlyKnown(TOP);
        if (!top.text("version", null).equals("1")) {
            top.error("version", "must be 1");
        }
        readProfiles(members.get("profiles"));
        List<BankEntry> banks = readBanks(members);
        return new ChannelCatalog(banks, readChannels(members, banks));
    }

    private void readProfiles(Source.@Nullable Member member) {
        if (member == null) {
            return;
        }
        Map<String, Source.Member> named = member.value().members();
        if (named == null) {
            errors.add(member.value().place(), "catalog", "profiles", "must be a mapping of names to defaults");
            return;
        }
        named.forEach((name, profile) -> {
            String owner = "profile " + name;
            Map<String, Source.Member> fields = profile.value().members();
            if (fields == null) {
                errors.add(profile.value().place(), owner, "profiles." + name, "must be a mapping");
                return;
            }
            Section.Layer layer = new Section.Layer(owner, profile.key(), fields);
            Families.onlyKnown(Section.of(layer, errors), ChannelReader.PROFILE_KEYS);
            profiles.put(name, layer);
        });
    }

    private List<BankEntry> readBanks(Map<String, Source.Member> members) {
        Map<BankId, BankEntry> banks = new LinkedHashMap<>();
        for (Section.Layer layer : entries(members, "banks", "bank")) {
            Section bank = Section.of(layer, errors);
            bank.onlyKnown(BANK);
            BankId id = bank.parsed("id", null, BankId::new);
            String en = bank.parsed("en", null, NAME);
            String zh = bank.parsed("zh", null, NAME);
            if (id != null && banks.containsKey(id)) {
                bank.error("id", "is used by another bank");
            } else if (id != null) {
                banks.put(id, new BankEntry(id, en == null ? "" : en, zh == null ? "" : zh));
            }
        }
        return List.copyOf(banks.values());
    }

    private List<ChannelEntry> readChannels(Map<String, Source.Member> members, List<BankEntry> banks) {
        Set<BankId> known = new HashSet<>();
        banks.forEach(bank -> known.add(bank.id()));
        Map<ChannelId, ChannelEntry> channels = new LinkedHashMap<>();
        Map<String, ChannelId> terminals = new HashMap<>();
        for (Section.Layer layer : entries(members, "channels", "channel")) {
            Section section = withProfiles(layer);
            ChannelEntry channel = new ChannelReader(section, known).read();
            if (channel == null) {
                continue;
            }
            if (channels.putIfAbsent(channel.id(), channel) != null) {
                section.error("id", "is used by another channel");
            }
            IsoSection iso = channel.iso();
            if (iso != null) {
                ChannelId other =
                        terminals.putIfAbsent(iso.host() + ':' + iso.port() + ' ' + iso.terminal(), channel.id());
                if (other != null) {
                    section.error("iso", "has the same host, port and terminal as channel " + other);
                }
            }
        }
        return List.copyOf(channels.values());
    }

    /** The entry, then its profiles, the last one named first: so the later one wins. */
    private Section withProfiles(Section.Layer own) {
        List<Section.Layer> layers = new ArrayList<>();
        layers.add(own);
        Section alone = Section.of(own, errors);
        Families.onlyKnown(alone, ChannelReader.CHANNEL_KEYS);
        boolean complete = true;
        Source.Member named = own.members().get("profile");
        if (named != null) {
            Function<String, Section.Layer> lookup = name -> {
                Section.Layer layer = profiles.get(name);
                if (layer == null) {
                    throw new IllegalArgumentException("names an unknown profile: " + name);
                }
                return layer;
            };
            List<Source> items = named.value().items();
            List<Section.Layer> found = items == null
                    ? Stream.ofNullable(alone.parsed("profile", null, lookup)).toList()
                    : alone.list("profile", false, lookup);
            found.forEach(layer -> layers.add(1, layer));
            complete = !found.isEmpty() && (items == null || found.size() == items.size());
        }
        Section.Layer live = settings.layer(own);
        if (live != null) {
            layers.add(0, live);
        }
        return new Section(layers, complete, errors);
    }

    /** The mappings of a top-level list, each with its owner's name for errors. */
    private List<Section.Layer> entries(Map<String, Source.Member> members, String key, String noun) {
        Source.Member member = members.get(key);
        List<Source> items = member == null ? null : member.value().items();
        if (items == null || items.isEmpty()) {
            Place place = member == null ? new Place(1, 1) : member.value().place();
            errors.add(place, "catalog", key, "must be a list with at least one " + noun);
            return List.of();
        }
        List<Section.Layer> layers = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Source item = items.get(i);
            Map<String, Source.Member> fields = item.members();
            if (fields == null) {
                errors.add(item.place(), "catalog", key + "[" + i + "]", "must be a mapping");
                continue;
            }
            Source.Member id = fields.get("id");
            String text = id == null ? null : id.value().text();
            layers.add(
                    new Section.Layer(noun + ' ' + (text == null ? "number " + (i + 1) : text), item.place(), fields));
        }
        return layers;
    }
}
