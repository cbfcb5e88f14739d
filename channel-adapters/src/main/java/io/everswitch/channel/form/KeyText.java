package io.everswitch.channel.form;

import io.everswitch.channel.catalog.SecretRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.Certificate;

/**
 * A key as it is written: the first PEM block, or its base64 alone. Immutable. Its text form names the place, never the key
 * (M10).
 */
final class KeyText {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END [A-Z0-9 ]{1,40}-----");

    private final String place;
    private final String label;
    private final byte[] der;

    private KeyText(String place, String label, byte[] der) {
        this.place = place;
        this.label = label;
        this.der = der;
    }

    /**
     * Blocking, at start only.
     *
     * @throws IllegalStateException if it is not there or not PEM; the message names the place
     */
    static KeyText read(SecretRef where, Map<String, String> environment) {
        String text = new String(where.resolve(environment), StandardCharsets.UTF_8);
        Matcher block = BLOCK.matcher(text);
        boolean pem = block.find();
        String label = pem ? block.group(1) : "";
        String base64 = (pem ? block.group(2) : text).replaceAll("\\s", "");
        try {
            return new KeyText(where.toString(), label, Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            // Without the cause: its text quotes a character of the key.
            throw new IllegalStateException("key in " + where + " is neither PEM nor base64");
        }
    }

    /** PKCS#8. */
    byte[] privateKey() {
        if (!label.isEmpty() && !label.equals("PRIVATE KEY")) {
            throw new IllegalStateException("key in " + place + " must be PKCS#8, not encrypted: BEGIN PRIVATE KEY");
        }
        return der.clone();
    }

    /** The public key (X.509 SubjectPublicKeyInfo), taken out of a certificate if it is one. */
    byte[] publicKey() {
        if (!label.equals("CERTIFICATE")) {
            return der.clone();
        }
        try {
            return Certificate.getInstance(der).getSubjectPublicKeyInfo().getEncoded();
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("certificate in " + place + " cannot be read", e);
        }
    }

    @Override
    public String toString() {
        return place;
    }
}
