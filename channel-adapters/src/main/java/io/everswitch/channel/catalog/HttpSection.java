package io.everswitch.channel.catalog;

import io.everswitch.channel.FamilyInput;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a channel over HTTP is reached. Its connections need no bound of their own: a request in flight has one, and the
 * channel's in-flight limit bounds those.
 *
 * @param baseUrl where the bank listens, without a slash at the end
 * @param sharedSecret signs requests and callbacks, or where to read it; null in families that sign with keys
 */
public record HttpSection(String baseUrl, @Nullable SecretRef sharedSecret) {
    public static final String NAME = "http";
    public static final Set<String> KEYS = Set.of("base_url", "secret");

    /** @throws IllegalStateException if the family has no shared secret */
    public SecretRef secret() {
        if (sharedSecret == null) {
            throw new IllegalStateException("the channel's family has no shared secret");
        }
        return sharedSecret;
    }

    /** The section of a family that signs with a shared secret; null if it cannot be read, which is then told. */
    public static @Nullable HttpSection read(FamilyInput input) {
        Section http = child(input);
        if (http == null) {
            return null;
        }
        String baseUrl = baseUrl(http, input);
        SecretRef secret = http.parsed("secret", null, text -> SecretRef.of(text.replace("{id}", input.self())));
        if (secret != null && secret.isDemo() && input.realBank()) {
            http.error("secret", "must not be a demo: text where real_bank is true");
        }
        return baseUrl == null || secret == null ? null : new HttpSection(baseUrl, secret);
    }

    /** The section of a family that signs with keys, which it has in a section of its own; null if it cannot be read. */
    public static @Nullable HttpSection readWithoutSecret(FamilyInput input) {
        Section http = child(input);
        if (http == null) {
            return null;
        }
        if (http.has("secret")) {
            http.error("secret", "must be absent: the family signs with keys");
        }
        String baseUrl = baseUrl(http, input);
        return baseUrl == null ? null : new HttpSection(baseUrl, null);
    }

    private static @Nullable Section child(FamilyInput input) {
        Section http = input.section().child(NAME);
        if (http == null) {
            input.section().missing(NAME);
        }
        return http;
    }

    private static @Nullable String baseUrl(Section http, FamilyInput input) {
        return http.parsed("base_url", null, text -> checked(text.replace("{id}", input.self()), input.realBank()));
    }

    private static String checked(String text, boolean realBank) {
        URI uri = URI.create(text);
        String host = uri.getHost();
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web
                || host == null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || uri.getRawUserInfo() != null
                || text.endsWith("/")) {
            throw new IllegalArgumentException("must be http(s)://HOST:PORT/PATH without query, user and final slash");
        }
        boolean local = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        if (realBank && !local && !"https".equals(uri.getScheme())) {
            throw new IllegalArgumentException("must be https where real_bank is true");
        }
        return text;
    }
}
