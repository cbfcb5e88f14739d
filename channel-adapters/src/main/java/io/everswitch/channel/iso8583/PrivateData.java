package io.everswitch.channel.iso8583;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Field 48: a row of tags {@code TTLLL…}, two digits of name, three of length, the value. */
final class PrivateData {
    static final String REFERENCE = "01";
    static final String CVC = "02";
    static final String DESCRIPTION = "03";
    static final String ORIGINAL_REFERENCE = "04";
    static final String WRAPPED_KEY = "10";
    static final String CHECK_VALUE = "11";
    private static final int HEAD = 5;

    private PrivateData() {}

    /** One tag; what is not printable ASCII becomes a question mark, since the field can carry nothing else. */
    static String tag(String name, String value) {
        StringBuilder text = new StringBuilder(HEAD + value.length());
        text.append(name).append(Texts.digits(value.codePointCount(0, value.length()), 3));
        value.codePoints().forEach(c -> text.append(c >= ' ' && c <= '~' ? (char) c : '?'));
        return text.toString();
    }

    /** All tags by name; null if the field is not made of tags. */
    static @Nullable Map<String, String> parse(String field) {
        Map<String, String> tags = new TreeMap<>();
        int at = 0;
        while (at < field.length()) {
            if (at + HEAD > field.length() || !isDigits(field, at, at + HEAD)) {
                return null;
            }
            int end = at + HEAD + Integer.parseInt(field.substring(at + 2, at + HEAD));
            if (end > field.length()) {
                return null;
            }
            tags.put(field.substring(at, at + 2), field.substring(at + HEAD, end));
            at = end;
        }
        return tags;
    }

    private static boolean isDigits(String text, int from, int to) {
        return text.substring(from, to).chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
