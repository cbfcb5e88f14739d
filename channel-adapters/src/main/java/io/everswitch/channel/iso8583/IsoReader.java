package io.everswitch.channel.iso8583;

import io.everswitch.channel.iso8583.Iso8583Settings.Form;
import org.jspecify.annotations.Nullable;

/** A place in a message that is being read, and the checks that every byte is of the kind it must be. One thread. */
final class IsoReader {
    private static final int BITMAP_BYTES = 8;

    private final byte[] bytes;
    private final boolean binary;
    private final Form form;
    private int position;

    IsoReader(byte[] bytes, Form form) {
        this.bytes = bytes;
        this.form = form;
        this.binary = form == Form.BINARY;
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return position;
    }

    boolean atEnd() {
        return position == bytes.length;
    }

    /** Reads a number of so many digits (in BCD after a zero nibble if they are odd); −1 if there is none. */
    int number(int digits) {
        int from = position;
        if (!skipDigits(digits)) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < position; i++) {
            number = binary
                    ? number * 100 + (bytes[i] >> 4 & 0xF) * 10 + (bytes[i] & 0xF)
                    : number * 10 + bytes[i] - '0';
        }
        return number;
    }

    /** Reads one or two bitmaps; null if there is none. */
    byte @Nullable [] bitmap() {
        byte[] first = eightBytes();
        if (first == null || first[0] >= 0) {
            return first;
        }
        byte[] second = eightBytes();
        if (second == null) {
            return null;
        }
        byte[] both = new byte[2 * BITMAP_BYTES];
        System.arraycopy(first, 0, both, 0, BITMAP_BYTES);
        System.arraycopy(second, 0, both, BITMAP_BYTES, BITMAP_BYTES);
        return both;
    }

    /** Goes behind the field, over its length if it has one; false, at an undefined place, if it is not all there. */
    boolean skip(IsoField field) {
        int characters = field.length();
        if (field.lengthBytes(form) > 0) {
            characters = number(field.format().lengthDigits());
            if (characters < 0 || characters > field.length()) {
                return false;
            }
        }
        if (field.format().isNumeric()) {
            return skipDigits(characters);
        }
        position += characters;
        return position <= bytes.length;
    }

    private boolean skipDigits(int digits) {
        int end = position + (binary ? (digits + 1) / 2 : digits);
        if (end > bytes.length) {
            return false;
        }
        if (binary && digits % 2 == 1 && (bytes[position] & 0xF0) != 0) {
            return false;
        }
        for (; position < end; position++) {
            byte b = bytes[position];
            boolean digit = binary ? (b >> 4 & 0xF) <= 9 && (b & 0xF) <= 9 : b >= '0' && b <= '9';
            if (!digit) {
                return false;
            }
        }
        return true;
    }

    /** Reads 8 bytes, in the text form as 16 hex digits; null if they are not there. */
    byte @Nullable [] eightBytes() {
        byte[] half = new byte[BITMAP_BYTES];
        int end = position + (binary ? BITMAP_BYTES : 2 * BITMAP_BYTES);
        if (end > bytes.length) {
            return null;
        }
        for (int i = 0; i < BITMAP_BYTES; i++) {
            int value = binary ? bytes[position++] : hex(bytes[position++]) << 4 | hex(bytes[position++]);
            if (!binary && value < 0) {
                return null;
            }
            half[i] = (byte) value;
        }
        return half;
    }

    private static int hex(byte b) {
        return Character.digit(b, 16);
    }
}
