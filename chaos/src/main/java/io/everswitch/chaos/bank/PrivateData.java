package io.everswitch.chaos.bank;

import java.util.HashMap;
import java.util.Map;

/** Field 48: two characters of tag, three digits of length, the value, and so on. */
final class PrivateData {
    static final String REFERENCE = "01";
    static final String ORIGINAL = "04";

    private PrivateData() {}

    static Map<String, String> parse(String text) throws IsoFormatException {
        Map<String, String> tags = new HashMap<>();
        int position = 0;
        while (position < text.length()) {
            if (position + 5 > text.length()
                    || !text.substring(position + 2, position + 5).matches("[0-9]{3}")) {
                throw new IsoFormatException("field 48 is not of tags");
            }
            int length = Integer.parseInt(text.substring(position + 2, position + 5));
            int end = position + 5 + length;
            if (end > text.length()) {
                throw new IsoFormatException("field 48 ends within a tag");
            }
            if (tags.put(text.substring(position, position + 2), text.substring(position + 5, end)) != null) {
                throw new IsoFormatException("field 48 has a tag twice");
            }
            position = end;
        }
        return tags;
    }

    static String reference(String reference) {
        return REFERENCE + (reference.length() < 10 ? "00" : "0") + reference.length() + reference;
    }
}
