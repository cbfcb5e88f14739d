package io.everswitch.chaos.bank;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 of one channel, as both sides of the HTTP family sign. Thread-safe. */
final class Signatures {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    Signatures(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** Hexadecimal, lower case, of the time, a dot and what is signed. */
    String sign(String timestamp, byte[] signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(timestamp.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) '.');
            return HexFormat.of().formatHex(mac.doFinal(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
        }
    }

    boolean verify(String timestamp, byte[] signed, String signature) {
        byte[] expected = sign(timestamp, signed).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
    }
}
