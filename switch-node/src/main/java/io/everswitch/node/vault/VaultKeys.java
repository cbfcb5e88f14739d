package io.everswitch.node.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The vault's key ring: one active key that seals, and older ones that only open. Immutable.
 *
 * <p>Text form, one key per line, in a file or in an environment variable (there {@code ;} may stand for the line break):
 *
 * <pre>
 *   # comment
 *   active 2026-11 q6Zk…43 characters of base64url…
 *   old    2026-05 Vt0x…
 * </pre>
 *
 * A key is 32 random bytes in base64url without padding; a key id is 1 to 32 of a–z 0–9 -, never used twice. To rotate: first
 * give every node the new key as {@code old}, then make it {@code active} and the former one {@code old} everywhere. An old
 * key may go once no payment that it sealed can still need a refund or a query.
 */
public final class VaultKeys {
    /** A year of monthly rotations, and room; every key is in the memory of every node. */
    static final int KEYS_MAX = 32;

    private final String activeId;
    private final Map<String, SecretKeySpec> byId;

    private VaultKeys(String activeId, Map<String, SecretKeySpec> byId) {
        this.activeId = activeId;
        this.byId = Collections.unmodifiableMap(byId);
    }

    /**
     * Blocking, at start only.
     *
     * @param file must belong to nobody but its owner: mode 0600 or 0400
     * @throws VaultKeyException if it is missing, readable by others, or wrong in any line
     */
    public static VaultKeys load(Path file) {
        return parse(KeyFile.read(file), file.toString());
    }

    /**
     * @param location {@code env:NAME}, {@code file:PATH} or the path of a file
     * @throws VaultKeyException as {@link #load(Path)}
     */
    public static VaultKeys load(String location) {
        if (!location.startsWith("env:")) {
            return load(Path.of(location.startsWith("file:") ? location.substring("file:".length()) : location));
        }
        return parse(System.getenv(location.substring("env:".length())), location);
    }

    /**
     * Makes a file with one new key, readable by its owner only, unless there is one already; then loads it. Of several
     * processes that do so at once all get the same key. For demos: a node that makes its own key cannot open what others
     * sealed.
     */
    public static VaultKeys createForDemo(Path file) {
        if (!Files.exists(file)) {
            KeyFile.create(
                    file,
                    "# Keys of the vault. Whoever reads them reads every card number.\nactive demo " + KeyText.newKey()
                            + "\n");
        }
        return load(file);
    }

    /** @param text null if there is none */
    static VaultKeys parse(@Nullable String text, String where) {
        if (text == null) {
            throw new VaultKeyException("vault keys: " + where + " is not set");
        }
        Map<String, SecretKeySpec> byId = new LinkedHashMap<>();
        List<String> active = new ArrayList<>();
        String[] lines = text.split("[\\n;]", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String at = "vault keys: " + where + " line " + (i + 1) + ": ";
            KeyText key = KeyText.parse(line, at);
            if (byId.put(key.id(), key.key()) != null) {
                throw new VaultKeyException(at + "key id " + key.id() + " is there twice");
            }
            if (key.active()) {
                active.add(key.id());
            }
            if (byId.size() > KEYS_MAX) {
                throw new VaultKeyException(at + "more than " + KEYS_MAX + " keys");
            }
        }
        if (active.size() != 1) {
            throw new VaultKeyException("vault keys: " + where + " must have one active key, has " + active.size());
        }
        return new VaultKeys(active.get(0), byId);
    }

    String activeId() {
        return activeId;
    }

    SecretKeySpec active() {
        SecretKeySpec key = byId.get(activeId);
        if (key == null) {
            throw new IllegalStateException("the active key is not on the ring");
        }
        return key;
    }

    Map<String, SecretKeySpec> byId() {
        return byId;
    }

    @Override
    public String toString() {
        return "VaultKeys[active " + activeId + ", all " + byId.keySet() + "]";
    }

    /** Keeps {@link IOException} out of what callers must handle: all of it means "do not start". */
    static VaultKeyException unreadable(Path file, IOException cause) {
        return new VaultKeyException("vault keys: " + file + " cannot be read or written", cause);
    }
}
