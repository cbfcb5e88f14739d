package io.everswitch.channel.httpjson;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of both directions: hex HMAC-SHA256 over timestamp, a dot and the body. Immutable, thread-safe. Its text
 * form shows no secret (M10).
 */
public final class Signature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int HEX_LENGTH = 64;

    private final SecretKeySpec key;

    public Signature(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    String sign(String timestamp, byte[] body) {
        return HexFormat.of().formatHex(mac(timestamp, body));
    }

    /** In constant time for everything that has the right length. */
    boolean matches(String timestamp, byte[] body, String signature) {
        if (signature.length() != HEX_LENGTH) {
            return false;
        }
        byte[] claimed;
        try {
            claimed = HexFormat.of().parseHex(signature);
        } catch (IllegalArgumentException e) {
            // Not hexadecimal: as wrong as any other wrong signature.
            return false;
        }
        return MessageDigest.isEqual(mac(timestamp, body), claimed);
    }

    private byte[] mac(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(timestamp.getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) '.');
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "Signature[…]";
    }
}
