package io.everswitch.chaos.bank;

import java.nio.charset.StandardCharsets;

/** Where a channel over HTTP lives below its port, which family is spoken there, and the secret that signs. Its text form does not show the secret (M10). */
public final class HttpWire {
    /** What is spoken over HTTP; the word is the catalog's. */
    enum Family {
        HTTP_JSON("http_json"),
        ISO20022("iso20022");

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

    /** @param basePath begins with a slash, ends without one */
    HttpWire(Family family, String basePath, byte[] secret) {
        if (!basePath.startsWith("/") || basePath.endsWith("/")) {
            throw new IllegalArgumentException("base path must begin with a slash and not end with one");
        }
        this.family = family;
        this.basePath = basePath;
        this.secret = secret.clone();
    }

    /** HTTP JSON. */
    public static HttpWire of(String basePath, String secret) {
        return of(Family.HTTP_JSON, basePath, secret);
    }

    static HttpWire of(Family family, String basePath, String secret) {
        return new HttpWire(family, basePath, secret.getBytes(StandardCharsets.UTF_8));
    }

    Family family() {
        return family;
    }

    String basePath() {
        return basePath;
    }

    Signatures signatures() {
        return new Signatures(secret);
    }

    @Override
    public String toString() {
        return "HttpWire[" + family.word() + " " + basePath + "]";
    }
}
