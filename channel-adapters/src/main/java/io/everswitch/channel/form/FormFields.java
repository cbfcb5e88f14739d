package io.everswitch.channel.form;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The fields of one message, sorted by name, none empty. No value but the signature holds {@code &}, so what is signed can be
 * taken apart in one way only. Immutable. Its text form shows names, no values (M10).
 */
final class FormFields {
    static final String SIGNATURE = "signature";

    /** A bank's message has some twenty. */
    private static final int FIELDS_MAX = 64;
    /** An RSA signature of 4096 bits has 684 characters. */
    private static final int VALUE_MAX = 1_024;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,32}");
    private static final Pattern VALUE = Pattern.compile("[^&\\p{Cntrl}]{1," + VALUE_MAX + "}");

    private final SortedMap<String, String> fields;

    private FormFields(SortedMap<String, String> fields) {
        this.fields = fields;
    }

    static FormFields none() {
        return new FormFields(new TreeMap<>());
    }

    /**
     * This with one field more; an empty value adds nothing.
     *
     * @throws IllegalArgumentException if the value cannot stand in a message; the text names the field, never the value
     */
    FormFields with(String name, String value) {
        if (value.isEmpty()) {
            return this;
        }
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("field " + name + " holds & or a control character, or is too long");
        }
        TreeMap<String, String> more = new TreeMap<>(fields);
        more.put(name, value);
        return new FormFields(more);
    }

    /** The value, empty if the field is absent. */
    String get(String name) {
        return fields.getOrDefault(name, "");
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** What is hashed and signed: every field but the signature, as it is before it is encoded. */
    byte[] signed() {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> {
            if (!name.equals(SIGNATURE)) {
                text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(value);
            }
        });
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    byte[] encoded() {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Empty if the bytes are not a form, or one that no bank sends: a name twice, a value too long, wrong escapes. */
    static Optional<FormFields> parse(byte[] body) {
        TreeMap<String, String> fields = new TreeMap<>();
        int start = 0;
        while (start <= body.length) {
            int end = indexOf(body, '&', start, body.length);
            int equals = indexOf(body, '=', start, end);
            if (equals == end || fields.size() == FIELDS_MAX) {
                return Optional.empty();
            }
            String name = new String(body, start, equals - start, StandardCharsets.ISO_8859_1);
            Optional<String> value = decoded(body, equals + 1, end);
            if (!NAME.matcher(name).matches() || value.isEmpty()) {
                return Optional.empty();
            }
            if (!value.get().isEmpty() && !VALUE.matcher(value.get()).matches()) {
                return Optional.empty();
            }
            if (fields.put(name, value.get()) != null) {
                return Optional.empty();
            }
            start = end + 1;
        }
        fields.values().removeIf(String::isEmpty);
        return Optional.of(new FormFields(fields));
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != wanted) {
            at++;
        }
        return at;
    }

    private static Optional<String> decoded(byte[] bytes, int from, int to) {
        ByteBuffer plain = ByteBuffer.allocate(to - from);
        int at = from;
        while (at < to) {
            byte next = bytes[at];
            if (next == '%') {
                int high = at + 2 < to ? Character.digit(bytes[at + 1], 16) : -1;
                int low = at + 2 < to ? Character.digit(bytes[at + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                plain.put((byte) (high * 16 + low));
                at += 3;
            } else if (next <= ' ' || next > '~') {
                return Optional.empty();
            } else {
                plain.put(next == '+' ? (byte) ' ' : next);
                at++;
            }
        }
        try {
            // A fresh decoder reports what is no UTF-8.
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(plain.flip()).toString());
        } catch (CharacterCodingException e) {
            // Its message would quote the bytes; what counts is that this is no text.
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "FormFields" + fields.keySet();
    }
}
