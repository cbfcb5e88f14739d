package io.everswitch.channel.form;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bouncycastle.jcajce.spec.SM2ParameterSpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Forms as a bank writes and reads them: written anew from the page, on the Java security API. Immutable. */
final class BankForm {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private final boolean sm2;
    private final PrivateKey banks;
    private final PublicKey houses;

    BankForm(boolean sm2) {
        this.sm2 = sm2;
        String kind = sm2 ? "sm2" : "rsa";
        try {
            KeyFactory factory = KeyFactory.getInstance(sm2 ? "EC" : "RSA", PROVIDER);
            banks = factory.generatePrivate(new PKCS8EncodedKeySpec(der(kind + "-bank.pem")));
            houses = factory.generatePublic(new X509EncodedKeySpec(der(kind + "-house.pub")));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] der(String name) {
        return Base64.getMimeDecoder().decode(TestKeys.pem(name).replaceAll("-----[A-Z ]+-----", ""));
    }

    static Map<String, String> fields(String form) {
        Map<String, String> fields = new TreeMap<>();
        for (String pair : form.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static byte[] text(Map<String, String> fields) {
        return new TreeMap<>(fields)
                .entrySet().stream()
                        .filter(field -> !field.getKey().equals("signature")
                                && !field.getValue().isEmpty())
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining("&"))
                        .getBytes(StandardCharsets.UTF_8);
    }

    private Signature algorithm() throws GeneralSecurityException {
        Signature signature = Signature.getInstance(sm2 ? "SM3withSM2" : "SHA256withRSA", PROVIDER);
        if (sm2) {
            signature.setParameter(new SM2ParameterSpec("1234567812345678".getBytes(StandardCharsets.US_ASCII)));
        }
        return signature;
    }

    private byte[] hexDigest(byte[] text) throws GeneralSecurityException {
        byte[] hash =
                MessageDigest.getInstance(sm2 ? "SM3" : "SHA-256", PROVIDER).digest(text);
        return HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII);
    }

    /** The bank's message: key id, method and signature are added. */
    String signed(Map<String, String> fields) {
        Map<String, String> all = new TreeMap<>(fields);
        all.put("certId", "bank1");
        all.put("signMethod", sm2 ? "02" : "01");
        try {
            Signature signature = algorithm();
            signature.initSign(banks);
            signature.update(hexDigest(text(all)));
            all.put("signature", Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return form(all);
    }

    boolean isHouses(Map<String, String> fields) {
        try {
            Signature signature = algorithm();
            signature.initVerify(houses);
            signature.update(hexDigest(text(fields)));
            return "house1".equals(fields.get("certId"))
                    && (sm2 ? "02" : "01").equals(fields.get("signMethod"))
                    && signature.verify(Base64.getDecoder().decode(fields.getOrDefault("signature", "")));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
