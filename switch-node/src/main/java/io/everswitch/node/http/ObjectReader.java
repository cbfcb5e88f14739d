package io.everswitch.node.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Walks over one JSON object and lets nothing through that is not asked for: unknown and repeated fields, other types,
 * other lengths become errors under the field's name. Not thread-safe.
 */
final class ObjectReader {
    /** What {@link #integer} answers if there is no good number. */
    static final long ABSENT = Long.MIN_VALUE;

    private static final int DIGITS_MAX = 18;
    private static final int NAME_SHOWN_MAX = 40;
    private static final int DIGIT_RUN_SHOWN_MAX = 6;

    private final JsonParser parser;
    private final FieldErrors errors;
    private final String prefix;
    private final String[] names;
    private int seen;
    private int present;
    private int current = -1;

    /** @param prefix path of this object with a full stop at its end, or empty; the parser stands at its start */
    ObjectReader(JsonParser parser, FieldErrors errors, String prefix, String... names) {
        this.parser = parser;
        this.errors = errors;
        this.prefix = prefix;
        this.names = names;
    }

    /** Goes to the next known field and answers its number, −1 at the end. */
    int next() throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            current = indexOf(name);
            if (current < 0) {
                errors.add(prefix + shown(name), "is not a field of this request");
            } else if ((seen & (1 << current)) != 0) {
                error("must be given once");
            } else {
                seen |= 1 << current;
                present |= 1 << current;
                return current;
            }
            parser.skipChildren();
        }
        return -1;
    }

    /** Complains about each of these fields that was not there. */
    void require(int... indexes) {
        for (int index : indexes) {
            if (!has(index)) {
                errors.add(prefix + names[index], "is required");
            }
        }
    }

    boolean has(int index) {
        return (present & (1 << index)) != 0;
    }

    /** An integer written as such: no fraction, no exponent, no quotes. */
    long integer(long min, long max) throws IOException {
        if (isNull()) {
            return ABSENT;
        }
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= DIGITS_MAX) {
            long value = parser.getLongValue();
            if (value >= min && value <= max) {
                return value;
            }
        }
        error("must be an integer from " + min + " to " + max);
        parser.skipChildren();
        return ABSENT;
    }

    @Nullable
    String text(int min, int max, TextRule rule) throws IOException {
        if (isNull()) {
            return null;
        }
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            error("must be a string");
            parser.skipChildren();
            return null;
        }
        String value = parser.getText();
        if (value.length() < min || value.length() > max) {
            error("must have " + min + " to " + max + " characters");
            return null;
        }
        if (!rule.fits(value)) {
            error(rule.words());
            return null;
        }
        return value;
    }

    /** Whether an object begins here; complains if something else does. */
    boolean object() throws IOException {
        if (isNull()) {
            return false;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            error("must be an object");
            parser.skipChildren();
            return false;
        }
        return true;
    }

    void error(String rule) {
        errors.add(path(), rule);
    }

    /** The path of the field that was read last. */
    String path() {
        return prefix + names[current];
    }

    /** Null means the same as absent. */
    private boolean isNull() {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            present &= ~(1 << current);
            return true;
        }
        return false;
    }

    private int indexOf(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** A stranger's field name, if it is surely harmless: a card number may stand where a name should. */
    static String shown(String name) {
        int digits = 0;
        boolean plain = !name.isEmpty() && name.length() <= NAME_SHOWN_MAX;
        for (int i = 0; plain && i < name.length(); i++) {
            char c = name.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            digits += digit ? 1 : 0;
            plain = digit ? digits <= DIGIT_RUN_SHOWN_MAX : isPlain(c);
        }
        return plain ? name : "(unnamed)";
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
    }
}
