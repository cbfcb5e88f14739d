package io.everswitch.channel.form;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/**
 * SM2 with SM3 over the lower-case hexadecimal SM3 of the text; the signature is the ASN.1 sequence of r and s, the user id
 * that of GM/T 0009. Immutable, thread-safe. Bouncy Castle's low-level classes are used: no provider is registered in the JVM.
 */
final class Sm2Scheme implements FormScheme {
    private static final byte[] USER_ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);
    /** Of a sequence of two 32-byte numbers; BER games could make it longer. */
    private static final int SIGNATURE_BYTES_MAX = 72;

    private final ECPrivateKeyParameters own;
    private final ECPublicKeyParameters banks;
    private final SecureRandom random = new SecureRandom();

    private Sm2Scheme(ECPrivateKeyParameters own, ECPublicKeyParameters banks) {
        this.own = own;
        this.banks = banks;
    }

    /** @throws IllegalStateException if one of them is no key on the curve sm2p256v1 */
    static Sm2Scheme of(KeyText own, KeyText banks) {
        try {
            AsymmetricKeyParameter privateKey = PrivateKeyFactory.createKey(own.privateKey());
            AsymmetricKeyParameter publicKey = PublicKeyFactory.createKey(banks.publicKey());
            if (privateKey instanceof ECPrivateKeyParameters mine
                    && publicKey instanceof ECPublicKeyParameters theirs
                    && isSm2(mine)
                    && isSm2(theirs)) {
                return new Sm2Scheme(mine, theirs);
            }
        } catch (IOException | RuntimeException e) {
            // Without the cause: its text may quote the key.
            throw new IllegalStateException("no SM2 keys in " + own + " and " + banks + ": "
                    + e.getClass().getSimpleName());
        }
        throw new IllegalStateException("keys must be on the curve sm2p256v1: " + own + ", " + banks);
    }

    private static boolean isSm2(ECKeyParameters key) {
        var sm2 = CustomNamedCurves.getByName("sm2p256v1");
        return key.getParameters().getN().equals(sm2.getN())
                && key.getParameters()
                        .getCurve()
                        .getA()
                        .toBigInteger()
                        .equals(sm2.getCurve().getA().toBigInteger());
    }

    @Override
    public String method() {
        return "02";
    }

    @Override
    public byte[] sign(byte[] text) {
        try {
            SM2Signer signer = signer(true, new ParametersWithRandom(own, random), text);
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new IllegalStateException("a checked SM2 key does not sign", e);
        }
    }

    @Override
    public boolean isBanks(byte[] text, byte[] claimed) {
        return claimed.length <= SIGNATURE_BYTES_MAX
                && signer(false, banks, text).verifySignature(claimed);
    }

    private static SM2Signer signer(boolean signs, CipherParameters key, byte[] text) {
        SM2Signer signer = new SM2Signer();
        signer.init(signs, new ParametersWithID(key, USER_ID));
        byte[] digest = digest(text);
        signer.update(digest, 0, digest.length);
        return signer;
    }

    private static byte[] digest(byte[] text) {
        SM3Digest sm3 = new SM3Digest();
        sm3.update(text, 0, text.length);
        byte[] hash = new byte[sm3.getDigestSize()];
        sm3.doFinal(hash, 0);
        return HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "Sm2Scheme[…]";
    }
}
