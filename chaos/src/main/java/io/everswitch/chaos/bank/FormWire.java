package io.everswitch.chaos.bank;

import io.everswitch.channel.form.FormSection;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.jcajce.spec.SM2ParameterSpec;
import org.bouncycastle.jce.interfaces.ECPrivateKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jce.spec.ECPublicKeySpec;

/**
 * How a bank of signed forms signs, and knows the house. Its own keys are the simulator's, the same in every run, one for each
 * method; the house's public key follows from the private one in the catalog. Immutable, thread-safe. Its text form shows no
 * key (M10).
 */
final class FormWire {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    private static final byte[] USER_ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

    private final FormSection.Sign sign;
    private final String merchant;
    private final String bankKeyId;
    private final String houseKeyId;
    private final PrivateKey bank;
    private final PublicKey house;

    /** @throws IllegalArgumentException if the catalog's keys are none, or the bank's is not the simulator's */
    FormWire(FormSection form, Map<String, String> environment) {
        this.sign = form.sign();
        this.merchant = form.merchant();
        this.bankKeyId = form.bankKeyId();
        this.houseKeyId = form.ownKeyId();
        try {
            KeyFactory factory = KeyFactory.getInstance(isSm2() ? "EC" : "RSA", PROVIDER);
            this.bank = factory.generatePrivate(new PKCS8EncodedKeySpec(der(ownKey())));
            byte[] houses = der(new String(form.ownKey().resolve(environment), StandardCharsets.UTF_8));
            this.house = publicOf(factory, factory.generatePrivate(new PKCS8EncodedKeySpec(houses)));
            byte[] banks = der(new String(form.bankKey().resolve(environment), StandardCharsets.UTF_8));
            if (!Arrays.equals(banks, encoded(publicOf(factory, bank)))) {
                throw new IllegalArgumentException(
                        "form.bank_key must be the simulator's own: chaos/demo/" + ownName() + ".pub");
            }
        } catch (GeneralSecurityException e) {
            // Without the cause: its text may quote a key.
            throw new IllegalArgumentException("form.private_key or form.bank_key is no key of sign: " + sign.code());
        }
    }

    private boolean isSm2() {
        return sign == FormSection.Sign.SM2;
    }

    private String ownName() {
        return "form-bank-" + sign.code();
    }

    private String ownKey() {
        try (InputStream in = FormWire.class.getResourceAsStream(ownName() + ".pem")) {
            if (in == null) {
                throw new IllegalStateException("the simulator's key is not in its jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalStateException("the simulator's key cannot be read", e);
        }
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }

    private static byte[] encoded(Key key) {
        byte[] encoded = key.getEncoded();
        return encoded == null ? new byte[0] : encoded;
    }

    private static PublicKey publicOf(KeyFactory factory, PrivateKey key) throws GeneralSecurityException {
        if (key instanceof RSAPrivateCrtKey rsa) {
            return factory.generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
        }
        ECPrivateKey ec = (ECPrivateKey) key;
        BigInteger secret = ec.getD();
        return factory.generatePublic(
                new ECPublicKeySpec(ec.getParameters().getG().multiply(secret).normalize(), ec.getParameters()));
    }

    String merchant() {
        return merchant;
    }

    private String method() {
        return isSm2() ? "02" : "01";
    }

    private Signature algorithm() throws GeneralSecurityException {
        Signature signature = Signature.getInstance(isSm2() ? "SM3withSM2" : "SHA256withRSA", PROVIDER);
        if (isSm2()) {
            signature.setParameter(new SM2ParameterSpec(USER_ID));
        }
        return signature;
    }

    private byte[] hexDigest(String text) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance(isSm2() ? "SM3" : "SHA-256", PROVIDER)
                .digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII);
    }

    /** The bank's message as it goes out. */
    byte[] signed(Map<String, String> fields) {
        Map<String, String> all = new TreeMap<>(fields);
        all.put("certId", bankKeyId);
        all.put("signMethod", method());
        try {
            Signature signature = algorithm();
            signature.initSign(bank);
            signature.update(hexDigest(FormText.signed(all)));
            all.put("signature", Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the simulator's key does not sign", e);
        }
        return FormText.write(all);
    }

    /** Whether the house signed this. */
    boolean isHouses(Map<String, String> fields) {
        if (!houseKeyId.equals(fields.get("certId")) || !method().equals(fields.get("signMethod"))) {
            return false;
        }
        try {
            Signature signature = algorithm();
            signature.initVerify(house);
            signature.update(hexDigest(FormText.signed(fields)));
            return signature.verify(Base64.getDecoder().decode(fields.getOrDefault("signature", "")));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Not base64, or of no shape that a signature has.
            return false;
        }
    }

    @Override
    public String toString() {
        return "FormWire[" + sign.code() + "]";
    }
}
