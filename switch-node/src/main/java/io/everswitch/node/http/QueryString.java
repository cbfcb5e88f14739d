package io.everswitch.node.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the query of a request as strictly as a body. Pure. */
final class QueryString {
    private QueryString() {}

    /** The known parameters that have a value; an empty value is none. */
    static Map<String, String> read(Exchange exchange, FieldErrors errors, String... known) {
        String raw = exchange.request().getUri().rawQueryString().orElse("");
        Map<String, String> query = new HashMap<>();
        if (raw.isEmpty()) {
            return query;
        }
        List<String> names = List.of(known);
        for (String part : raw.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            if (!names.contains(name)) {
                errors.add(ObjectReader.shown(name), "is not a parameter of this request");
                continue;
            }
            String value = decode(equals < 0 ? "" : part.substring(equals + 1), name, errors);
            if (!value.isEmpty() && query.put(name, value) != null) {
                errors.add(name, "must be given once");
            }
        }
        return query;
    }

    private static String decode(String text, String name, FieldErrors errors) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            errors.add(name, "must be well-formed");
            return "";
        }
    }
}
