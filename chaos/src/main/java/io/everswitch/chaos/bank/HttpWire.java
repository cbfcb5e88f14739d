package io.everswitch.chaos.bank;

import java.nio.charset.StandardCharsets;

/** Where an HTTP channel lives below its port, and the secret that signs. Its text form does not show the secret (M10). */
public final class HttpWire {
    private final String basePath;
    private final byte[] secret;

    /** @param basePath begins with a slash, ends without one */
    public HttpWire(String basePath, byte[] secret) {
        if (!basePath.startsWith("/") || basePath.endsWith("/")) {
            throw new IllegalArgumentException("base path must begin with a slash and not end with one");
        }
        this.basePath = basePath;
        this.secret = secret.clone();
    }

    public static HttpWire of(String basePath, String secret) {
        return new HttpWire(basePath, secret.getBytes(StandardCharsets.UTF_8));
    }

    String basePath() {
        return basePath;
    }

    Signatures signatures() {
        return new Signatures(secret);
    }

    @Override
    public String toString() {
        return "HttpWire[" + basePath + "]";
    }
}
