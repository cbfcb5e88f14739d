package io.everswitch.node.http;

import io.everswitch.domain.id.PaymentId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * The secret part of a cashier address: whoever has the token may see and pay this one payment, nothing else. The token is
 * the payment's id, a full stop and 22 characters (132 bits) of the HMAC of the id. Thread-safe.
 */
public final class CashierTokens {
    private static final int SIGNATURE_LENGTH = 22;
    private static final int ID_LENGTH = PaymentId.PREFIX.length() + 26;
    private static final int SECRET_BYTES_MIN = 16;

    private final ThreadLocal<Mac> macs;

    /** @param secret at least 16 bytes, the same on every node and after every restart */
    public CashierTokens(byte[] secret) {
        if (secret.length < SECRET_BYTES_MIN) {
            throw new IllegalArgumentException("the cashier secret must have at least 16 bytes");
        }
        byte[] copy = secret.clone();
        macs = ThreadLocal.withInitial(() -> Digests.hmacSha256(copy));
    }

    public String token(PaymentId id) {
        return id.value() + '.' + sign(id.value());
    }

    /** The payment that a token opens; null if the token is not ours. */
    public @Nullable PaymentId verify(String token) {
        if (token.length() != ID_LENGTH + 1 + SIGNATURE_LENGTH || token.charAt(ID_LENGTH) != '.') {
            return null;
        }
        String id = token.substring(0, ID_LENGTH);
        if (!PaymentId.isValid(id)) {
            return null;
        }
        byte[] expected = sign(id).getBytes(StandardCharsets.US_ASCII);
        byte[] given = token.substring(ID_LENGTH + 1).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, given) ? new PaymentId(id) : null;
    }

    private String sign(String id) {
        byte[] signature = macs.get().doFinal(id.getBytes(StandardCharsets.US_ASCII));
        return Digests.base64Url(signature).substring(0, SIGNATURE_LENGTH);
    }
}
