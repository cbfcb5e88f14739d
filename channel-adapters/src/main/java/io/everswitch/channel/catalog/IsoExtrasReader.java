package io.everswitch.channel.catalog;

import io.everswitch.channel.iso8583.FieldTemplate;
import io.everswitch.channel.iso8583.IsoHost;
import io.everswitch.channel.iso8583.IsoOptions;
import io.everswitch.channel.iso8583.KeyBox;
import io.everswitch.channel.iso8583.MacAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what only some ISO 8583 banks want from the section {@code iso}. Single-threaded, one use. */
final class IsoExtrasReader {
    private static final Set<String> MAC_KEYS = Set.of("algorithm", "key");
    private static final Set<String> EXCHANGE_KEYS = Set.of("wrap", "key", "field", "interval_ms", "overlap_ms");

    private static final int HOSTS_MAX = 3;

    private final Section iso;
    private final String channel;
    private final boolean realBank;

    /** @param channel the id that stands for {@code {id}} */
    IsoExtrasReader(Section iso, String channel, boolean realBank) {
        this.iso = iso;
        this.channel = channel;
        this.realBank = realBank;
    }

    static void onlyKnown(Section iso) {
        Section mac = iso.child("mac");
        if (mac != null) {
            mac.onlyKnown(MAC_KEYS);
        }
        Section exchange = iso.child("key_exchange");
        if (exchange != null) {
            exchange.onlyKnown(EXCHANGE_KEYS);
        }
    }

    IsoExtras read() {
        return new IsoExtras(
                mac(),
                exchange(),
                standby(),
                iso.integer("primary_stable_ms", new Range(0, 3_600_000), (long) IsoOptions.PRIMARY_STABLE_MS),
                fields());
    }

    private List<FieldTemplate> fields() {
        Section section = iso.child("fields");
        if (section == null) {
            return List.of();
        }
        List<FieldTemplate> fields = new ArrayList<>();
        for (String key : new TreeMap<>(section.texts()).keySet()) {
            FieldTemplate field = section.parsed(key, null, text -> field(key, text));
            if (field != null) {
                fields.add(field);
            }
        }
        return fields;
    }

    private static FieldTemplate field(String key, String text) {
        return new FieldTemplate(key.matches("[0-9]{1,3}") ? Integer.parseInt(key) : 0, text);
    }

    /** The hosts behind the first; the first is {@code host} and {@code port}. */
    private List<IsoHost> standby() {
        if (!iso.has("hosts")) {
            return List.of();
        }
        List<IsoHost> hosts = iso.list("hosts", false, IsoExtrasReader::host);
        if (hosts.size() > HOSTS_MAX) {
            iso.error("hosts", "must be at most " + HOSTS_MAX);
            return List.of();
        }
        return hosts;
    }

    private static IsoHost host(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !text.substring(0, colon).matches("[A-Za-z0-9.:-]{1,253}") || !port.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("must be HOST:PORT");
        }
        return new IsoHost(text.substring(0, colon), Integer.parseInt(port));
    }

    private IsoExtras.@Nullable Mac mac() {
        Section section = iso.child("mac");
        if (section == null) {
            return null;
        }
        MacAlgorithm algorithm =
                section.parsed("algorithm", null, word -> Words.oneOf(word, MacAlgorithm.values(), MacAlgorithm::code));
        SecretRef key = key(section);
        if (algorithm == null || key == null) {
            return null;
        }
        IsoExtras.Mac mac = new IsoExtras.Mac(algorithm, key);
        if (key.isDemo()) {
            // The others are not on every machine that checks a catalog.
            checked(section, () -> IsoExtras.macKey(mac, Map.of()));
        }
        return mac;
    }

    private IsoExtras.@Nullable Exchange exchange() {
        Section section = iso.child("key_exchange");
        if (section == null) {
            return null;
        }
        if (!iso.has("mac")) {
            iso.error("key_exchange", "must be absent without mac");
        }
        KeyBox.Wrap wrap =
                section.parsed("wrap", null, word -> Words.oneOf(word, KeyBox.Wrap.values(), KeyBox.Wrap::code));
        SecretRef key = key(section);
        String field = section.parsed("field", "48", Words.matching("48|6[0-3]", "48, 60, 61, 62 or 63"));
        // An hour: a key that leaks is worth little, and one message more per connection is not felt.
        int intervalMs = section.integer("interval_ms", new Range(1_000, 86_400_000), 3_600_000L);
        // As long as the longest answer may take.
        int overlapMs = section.integer("overlap_ms", new Range(0, 600_000), 60_000L);
        if (wrap == null || key == null || field == null) {
            return null;
        }
        IsoExtras.Exchange exchange = new IsoExtras.Exchange(wrap, key, Integer.parseInt(field), intervalMs, overlapMs);
        if (key.isDemo()) {
            checked(section, () -> IsoExtras.exchange(exchange, Map.of()));
        }
        return exchange;
    }

    private @Nullable SecretRef key(Section section) {
        SecretRef key = section.parsed("key", null, text -> SecretRef.of(text.replace("{id}", channel)));
        if (key != null && key.isDemo() && realBank) {
            section.error("key", "must not be a demo: text where real_bank is true");
        }
        return key;
    }

    private static void checked(Section section, Runnable read) {
        try {
            read.run();
        } catch (IllegalStateException e) {
            section.error("key", String.valueOf(e.getMessage()));
        }
    }
}
