package io.everswitch.channel.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of both directions in the families that share it: hex HMAC-SHA256 over timestamp, a dot and the body. Immutable, thread-safe. Its text
 * form shows no secret (M10).
 */
public final class Signature implements CallbackSeal {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int HEX_LENGTH = 64;
    private static final long WINDOW_S = 300;
    private static final Pattern UNIX_SECONDS = Pattern.compile("[0-9]{1,12}");

    private final SecretKeySpec key;

    public Signature(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** @return 64 hexadecimal digits */
    public String sign(String timestamp, byte[] body) {
        return HexFormat.of().formatHex(mac(timestamp, body));
    }

    /** In constant time for everything that has the right length. */
    public boolean matches(String timestamp, byte[] body, String signature) {
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

    /** Whether it was signed within the bound on clock difference, both ways: how long a recorded message can be played again. */
    public boolean isFresh(String timestamp, Instant now) {
        return UNIX_SECONDS.matcher(timestamp).matches()
                && Math.abs(now.getEpochSecond() - Long.parseLong(timestamp)) <= WINDOW_S;
    }

    @Override
    public boolean isGenuine(String timestamp, String signature, byte[] body, Instant now) {
        return isFresh(timestamp, now) && matches(timestamp, body, signature);
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
