package io.everswitch.channel.catalog;

import io.everswitch.channel.iso8583.MacAlgorithm;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what only some ISO 8583 banks want from the section {@code iso}. Single-threaded, one use. */
final class IsoExtrasReader {
    static final Set<String> KEYS = Set.of("mac");
    private static final Set<String> MAC_KEYS = Set.of("algorithm", "key");

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
    }

    IsoExtras read() {
        return new IsoExtras(mac());
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
