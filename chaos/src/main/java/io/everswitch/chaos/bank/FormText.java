package io.everswitch.chaos.bank;

import io.everswitch.chaos.http.BadInput;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Forms as text. Stateless. */
final class FormText {
    private static final int FIELDS_MAX = 64;
    private static final int VALUE_MAX = 1_024;

    private FormText() {}

    /** @throws BadInput if it is no form, or one that the page does not allow */
    static Map<String, String> read(byte[] body) throws BadInput {
        Map<String, String> fields = new TreeMap<>();
        String[] pairs = new String(body, StandardCharsets.US_ASCII).split("&", FIELDS_MAX + 1);
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (pairs.length > FIELDS_MAX || equals < 1) {
                throw new BadInput("body", "must be a form of at most 64 fields");
            }
            String name = pair.substring(0, equals);
            if (!name.matches("[A-Za-z0-9_]{1,32}") || fields.containsKey(name)) {
                throw new BadInput("body", "has a name that is none, or twice");
            }
            fields.put(name, value(pair.substring(equals + 1)));
        }
        fields.values().removeIf(String::isEmpty);
        return fields;
    }

    private static String value(String encoded) throws BadInput {
        String value;
        try {
            value = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadInput("body", "has wrong percent signs");
        }
        if (value.length() > VALUE_MAX || !value.matches("[^&\\p{Cntrl}\\uFFFD]*")) {
            throw new BadInput("body", "has a value that may not be");
        }
        return value;
    }

    /** What is hashed and signed. */
    static String signed(Map<String, String> fields) {
        return new TreeMap<>(fields)
                .entrySet().stream()
                        .filter(field -> !field.getKey().equals("signature")
                                && !field.getValue().isEmpty())
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining("&"));
    }

    static byte[] write(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }
}
