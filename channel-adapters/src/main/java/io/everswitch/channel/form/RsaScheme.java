package io.everswitch.channel.form;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** SHA256withRSA over the lower-case hexadecimal SHA-256 of the text. Immutable, thread-safe. */
final class RsaScheme implements FormScheme {
    private static final String ALGORITHM = "SHA256withRSA";
    /** Shorter keys are not safe any more. */
    private static final int BITS_MIN = 2_048;

    private final RSAPrivateKey own;
    private final RSAPublicKey banks;

    private RsaScheme(RSAPrivateKey own, RSAPublicKey banks) {
        this.own = own;
        this.banks = banks;
    }

    /** @throws IllegalStateException if one of them is no RSA key of 2048 bits or more */
    static RsaScheme of(KeyText own, KeyText banks) {
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            RSAPrivateKey privateKey =
                    (RSAPrivateKey) factory.generatePrivate(new PKCS8EncodedKeySpec(own.privateKey()));
            RSAPublicKey publicKey = (RSAPublicKey) factory.generatePublic(new X509EncodedKeySpec(banks.publicKey()));
            if (privateKey.getModulus().bitLength() < BITS_MIN
                    || publicKey.getModulus().bitLength() < BITS_MIN) {
                throw new IllegalStateException(
                        "RSA keys must have " + BITS_MIN + " bits or more: " + own + ", " + banks);
            }
            return new RsaScheme(privateKey, publicKey);
        } catch (GeneralSecurityException e) {
            // Without the cause: its text may quote the key.
            throw new IllegalStateException("no RSA keys in " + own + " and " + banks);
        }
    }

    @Override
    public String method() {
        return "01";
    }

    @Override
    public byte[] sign(byte[] text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(own);
            signature.update(digest(text));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a checked RSA key does not sign", e);
        }
    }

    @Override
    public boolean isBanks(byte[] text, byte[] claimed) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(banks);
            signature.update(digest(text));
            return signature.verify(claimed);
        } catch (SignatureException e) {
            // Of the wrong length: as wrong as any other wrong signature.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a checked RSA key does not verify", e);
        }
    }

    private static byte[] digest(byte[] text) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
        return HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "RsaScheme[…]";
    }
}
