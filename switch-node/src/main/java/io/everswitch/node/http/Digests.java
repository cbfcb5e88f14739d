package io.everswitch.node.http;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256 and HMAC-SHA256 from the JDK. Thread-safe. */
final class Digests {
    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Digests() {}

    static byte[] sha256(byte[] bytes) {
        return newSha256().digest(bytes);
    }

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static Mac hmacSha256(byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    static String base64Url(byte[] bytes) {
        return BASE64_URL.encodeToString(bytes);
    }

    /** 24 hexadecimal digits that name something in logs. Unique, not secret: guessing one gives nothing. */
    static String newName() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        char[] name = new char[24];
        long bits = random.nextLong();
        for (int i = 0; i < name.length; i++) {
            if (i == 16) {
                bits = random.nextLong();
            }
            name[i] = HEX[(int) (bits & 15)];
            bits >>>= 4;
        }
        return new String(name);
    }
}
