package io.everswitch.node.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.everswitch.domain.money.Money;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/payments}.
 *
 * @param expiresInS 0 if the merchant left it to us
 */
record CreateBody(
        String merchantOrderId,
        Money amount,
        String description,
        @Nullable String notifyUrl,
        @Nullable String returnUrl,
        int expiresInS,
        Map<String, String> metadata) {
    /** Longest text that every bank protocol can be given a part of and every page can show. */
    static final int DESCRIPTION_MAX = 127;

    static final int ID_MAX = 64;

    private static final int METADATA_MAX = 20;
    private static final int METADATA_NAME_MAX = 40;
    private static final int METADATA_VALUE_MAX = 200;
    private static final int EXPIRES_MIN_S = 60;
    private static final int EXPIRES_MAX_S = 7 * 86_400;
    private static final String[] NAMES = {
        "merchant_order_id", "amount", "currency", "description", "notify_url", "return_url", "expires_in_s", "metadata"
    };

    static CreateBody read(byte[] body, UrlCheck notifyUrlCheck) {
        return JsonBody.read(body, (parser, errors) -> read(parser, errors, notifyUrlCheck));
    }

    private static CreateBody read(JsonParser parser, FieldErrors errors, UrlCheck notifyUrlCheck) throws IOException {
        ObjectReader object = new ObjectReader(parser, errors, "", NAMES);
        String order = null;
        long minor = ObjectReader.ABSENT;
        Currencies.Known currency = null;
        String description = null;
        String notifyUrl = null;
        String returnUrl = null;
        long expires = ObjectReader.ABSENT;
        Map<String, String> metadata = Map.of();
        for (int field = object.next(); field >= 0; field = object.next()) {
            switch (field) {
                case 0 -> order = object.text(1, ID_MAX, TextRule.ID);
                case 1 -> minor = object.integer(1, Money.MINOR_MAX);
                case 2 -> currency = Currencies.read(object);
                case 3 -> description = object.text(0, DESCRIPTION_MAX, TextRule.PEOPLE);
                case 4 -> notifyUrl = Urls.read(object, notifyUrlCheck);
                case 5 -> returnUrl = Urls.read(object, url -> null);
                case 6 -> expires = object.integer(EXPIRES_MIN_S, EXPIRES_MAX_S);
                default -> metadata = metadata(parser, object, errors);
            }
        }
        object.require(0, 1, 2);
        errors.check();
        if (order == null || currency == null) {
            throw new IllegalStateException("a missing field was not complained about");
        }
        return new CreateBody(
                order,
                new Money(minor, currency.currency()),
                description == null ? "" : description,
                notifyUrl,
                returnUrl,
                expires == ObjectReader.ABSENT ? 0 : (int) expires,
                metadata);
    }

    /** The same for two requests exactly if a merchant means the same by them. */
    String contentHash(boolean shadow) {
        MessageDigest digest = Digests.newSha256();
        part(digest, merchantOrderId);
        part(digest, amount.toString());
        part(digest, description);
        part(digest, notifyUrl == null ? "" : notifyUrl);
        part(digest, returnUrl == null ? "" : returnUrl);
        part(digest, expiresInS + (shadow ? "s" : ""));
        // The order of the keys is not content.
        for (Map.Entry<String, String> entry : new TreeMap<>(metadata).entrySet()) {
            part(digest, entry.getKey());
            part(digest, entry.getValue());
        }
        return Digests.base64Url(digest.digest());
    }

    /** With its length before it, so that no two lists of parts make the same bytes. */
    private static void part(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((byte) (bytes.length >>> 8));
        digest.update((byte) bytes.length);
        digest.update(bytes);
    }

    private static Map<String, String> metadata(JsonParser parser, ObjectReader object, FieldErrors errors)
            throws IOException {
        if (!object.object()) {
            return Map.of();
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        boolean good = true;
        int count = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            String rule = metadataRule(name, token, parser, metadata);
            if (rule != null && good) {
                errors.add("metadata." + ObjectReader.shown(name), rule);
                good = false;
            }
            count++;
            if (good) {
                metadata.put(name, parser.getText());
            }
            parser.skipChildren();
        }
        if (count > METADATA_MAX) {
            errors.add("metadata", "must have at most " + METADATA_MAX + " keys");
        }
        return Collections.unmodifiableMap(metadata);
    }

    private static @Nullable String metadataRule(
            String name, JsonToken token, JsonParser parser, Map<String, String> before) throws IOException {
        if (name.isEmpty() || name.length() > METADATA_NAME_MAX || !TextRule.PEOPLE.fits(name)) {
            return "must have a name of 1 to " + METADATA_NAME_MAX + " characters without control characters";
        }
        if (before.containsKey(name)) {
            return "must be given once";
        }
        if (token != JsonToken.VALUE_STRING) {
            return "must be a string";
        }
        String value = parser.getText();
        if (value.length() > METADATA_VALUE_MAX) {
            return "must have at most " + METADATA_VALUE_MAX + " characters";
        }
        return TextRule.PEOPLE.fits(value) ? null : TextRule.PEOPLE.words();
    }
}
