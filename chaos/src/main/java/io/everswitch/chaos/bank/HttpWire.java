package io.everswitch.chaos.bank;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Where a channel over HTTP lives below its port, which family is spoken there, and what signs. Its text form does not show the secret (M10). */
public final class HttpWire {
    /** What is spoken over HTTP; the word is the catalog's. */
    enum Family {
        HTTP_JSON("http_json"),
        ISO20022("iso20022"),
        FORM_POST("form_post");

        private final String word;

        Family(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    private final Family family;
    private final String basePath;
    private final byte[] secret;
    private final @Nullable FormWire form;

    /** @param basePath begins with a slash, ends without one */
    HttpWire(Family family, String basePath, byte[] secret) {
        this(family, basePath, secret, null);
    }

    private HttpWire(Family family, String basePath, byte[] secret, @Nullable FormWire form) {
        if (!basePath.startsWith("/") || basePath.endsWith("/")) {
            throw new IllegalArgumentException("base path must begin with a slash and not end with one");
        }
        this.family = family;
        this.basePath = basePath;
        this.secret = secret.clone();
        this.form = form;
    }

    /** HTTP JSON. */
    public static HttpWire of(String basePath, String secret) {
        return of(Family.HTTP_JSON, basePath, secret);
    }

    static HttpWire of(Family family, String basePath, String secret) {
        return new HttpWire(family, basePath, secret.getBytes(StandardCharsets.UTF_8));
    }

    /** A family that signs with keys. */
    static HttpWire of(String basePath, FormWire form) {
        return new HttpWire(Family.FORM_POST, basePath, new byte[0], form);
    }

    Family family() {
        return family;
    }

    String basePath() {
        return basePath;
    }

    /** Null if the family has no shared secret. */
    @Nullable
    Signatures signatures() {
        return form == null ? new Signatures(secret) : null;
    }

    /** @throws IllegalStateException if this is no channel of signed forms */
    FormWire requireForm() {
        if (form == null) {
            throw new IllegalStateException("the channel does not speak signed forms");
        }
        return form;
    }

    @Override
    public String toString() {
        return "HttpWire[" + family.word() + " " + basePath + "]";
    }
}
