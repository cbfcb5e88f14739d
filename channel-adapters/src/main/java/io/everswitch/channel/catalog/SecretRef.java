package io.everswitch.channel.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a channel's secret comes from: {@code demo:TEXT} (the text itself, for demos only), {@code env:NAME} or {@code
 * file:PATH}. Its text form never shows a secret (M10).
 */
public final class SecretRef {
    /** A file with more than this is not a secret. */
    private static final int FILE_BYTES_MAX = 4096;
    /** HMAC-SHA256 keys shorter than this can be guessed; demo secrets are held to it too, so nothing differs. */
    private static final int SECRET_BYTES_MIN = 8;

    private final String text;

    private SecretRef(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if the text has none of the three forms; the message does not repeat it */
    public static SecretRef of(String text) {
        boolean known = text.startsWith("demo:") || text.startsWith("env:") || text.startsWith("file:");
        if (!known || text.indexOf(':') == text.length() - 1) {
            throw new IllegalArgumentException("must be demo:TEXT, env:NAME or file:PATH");
        }
        return new SecretRef(text);
    }

    public boolean isDemo() {
        return text.startsWith("demo:");
    }

    /**
     * Reads the secret; blocking, at start only.
     *
     * @throws IllegalStateException if it is not there or too short; the message names the place, never the secret
     */
    public byte[] resolve(Map<String, String> environment) {
        String rest = text.substring(text.indexOf(':') + 1);
        byte[] secret = isDemo()
                ? rest.getBytes(StandardCharsets.UTF_8)
                : text.startsWith("env:") ? fromEnvironment(environment, rest) : fromFile(Path.of(rest));
        if (secret.length < SECRET_BYTES_MIN) {
            throw new IllegalStateException("secret of " + this + " must have " + SECRET_BYTES_MIN + " bytes or more");
        }
        return secret;
    }

    private static byte[] fromEnvironment(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalStateException("environment variable " + name + " with a channel's secret is not set");
        }
        return value.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] fromFile(Path file) {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new IllegalStateException("secret file " + file + " is larger than " + FILE_BYTES_MAX + " bytes");
            }
            return Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "secret file " + file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretRef that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The kind, and the place if it is one; of a demo secret only the kind. */
    @Override
    public String toString() {
        return isDemo() ? "demo:…" : text;
    }
}
