package io.everswitch.cashier.notify;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The {@code v1} signature of Standard Webhooks: HMAC-SHA256 over {@code id.timestamp.body}, base 64. Done with the JDK on
 * the bytes of the body, so that nothing is decoded and encoded again; the tests let the public library verify it. Pure.
 */
final class WebhookSignature {
    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    private WebhookSignature() {}

    /**
     * @return one signature per secret, separated by spaces
     * @throws IllegalArgumentException if a secret is not base 64 or empty; the message holds nothing of it (M10)
     */
    static String header(String id, long timestampSeconds, byte[] body, List<String> secrets) {
        byte[] head = (id + '.' + timestampSeconds + '.').getBytes(US_ASCII);
        StringBuilder out = new StringBuilder(secrets.size() * 48);
        for (String secret : secrets) {
            if (out.length() > 0) {
                out.append(' ');
            }
            out.append("v1,").append(sign(key(secret), head, body));
        }
        return out.toString();
    }

    private static byte[] key(String secret) {
        String text = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // Not as the cause: its message quotes a character of the secret.
            throw new IllegalArgumentException("webhook secret is not base 64");
        }
        if (key.length == 0) {
            throw new IllegalArgumentException("webhook secret is empty");
        }
        return key;
    }

    private static String sign(byte[] key, byte[] head, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(head);
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
