package io.everswitch.node.vault;

import io.everswitch.domain.port.Fingerprints;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The same short name for the same card or account number, for limits and velocity rules, that tells nothing to who lacks the
 * key: HMAC-SHA256, cut to 128 bits. Its key is derived from the vault's active key under a label of its own, so neither
 * use weakens the other. Thread-safe.
 *
 * <p>A rotation gives every number a new name: {@link #all} also tells the names under the old keys, to look limits up with.
 */
public final class CardFingerprint implements Fingerprints {
    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] LABEL = "everswitch card fingerprint 1".getBytes(StandardCharsets.US_ASCII);
    private static final int NAME_BYTES = 16;

    private final String activeId;
    private final Map<String, SecretKeySpec> derived = new LinkedHashMap<>();

    public CardFingerprint(VaultKeys keys) {
        activeId = keys.activeId();
        keys.byId().forEach((id, key) -> {
            byte[] secret = key.getEncoded();
            byte[] own = hmac(new SecretKeySpec(secret, ALGORITHM), LABEL);
            derived.put(id, new SecretKeySpec(own, ALGORITHM));
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(own, (byte) 0);
        });
    }

    /** {@code KEYID.22 characters of base64url}. */
    @Override
    public String of(String number) {
        String name = all(number).get(activeId);
        if (name == null) {
            throw new IllegalStateException("the active key is not on the ring");
        }
        return name;
    }

    /** By key id, for every key of the ring. */
    public Map<String, String> all(String number) {
        byte[] clear = number.getBytes(StandardCharsets.UTF_8);
        Map<String, String> names = new LinkedHashMap<>();
        derived.forEach((id, key) -> names.put(id, id + "." + text(hmac(key, clear))));
        Arrays.fill(clear, (byte) 0);
        return names;
    }

    @Override
    public String toString() {
        return "CardFingerprint[active " + activeId + "]";
    }

    private static String text(byte[] mac) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, NAME_BYTES));
    }

    private static byte[] hmac(SecretKeySpec key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
        }
    }
}
