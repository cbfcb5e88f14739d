package io.everswitch.chaos.bank;

import io.everswitch.chaos.bank.IsoWire.Form;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** ISO 8583 messages as bytes, in one of the two forms. Stateless. */
final class IsoCodec {
    private static final int SECONDARY_FROM = 65;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Form form;

    private final boolean mac;

    IsoCodec(Form form) {
        this(form, false);
    }

    /** @param mac whether the last field is a MAC */
    IsoCodec(Form form, boolean mac) {
        this.form = form;
        this.mac = mac;
    }

    /** Whether the message ends with the MAC of all that is before it. */
    static boolean isSigned(IsoMessage message, byte[] bytes, BankMac key) {
        byte[] found = message.mac();
        return found != null && key.isOf(bytes, message.macAt(), found);
    }

    IsoMessage decode(byte[] bytes) throws IsoFormatException {
        Reader reader = new Reader(form, bytes);
        IsoMessage message = new IsoMessage(reader.digits(4, "type"));
        BitSet bitmap = reader.bitmap();
        boolean wide = bitmap.get(1);
        int macField = wide ? 128 : 64;
        for (int number = bitmap.nextSetBit(2); number >= 0; number = bitmap.nextSetBit(number + 1)) {
            IsoField field = IsoField.of(number);
            if (mac && number == macField) {
                message.sign(reader.position, reader.eightBytes());
                continue;
            }
            if (field == null) {
                throw new IsoFormatException("field " + number + " is not known");
            }
            message.set(number, reader.field(field));
        }
        if (reader.rest() > 0) {
            throw new IsoFormatException("bytes after the last field");
        }
        return message;
    }

    /** @throws IllegalArgumentException if a value does not fit its field; the text names the field only */
    byte[] encode(IsoMessage message) {
        return encode(message, null);
    }

    /** Likewise, with a MAC as the last field if there is a key. */
    byte[] encode(IsoMessage message, @Nullable BankMac key) {
        BitSet bits = message.fields();
        if (key != null) {
            bits.set(bits.length() > SECONDARY_FROM ? 128 : 64);
        }
        byte[] packed = pack(message, bits);
        if (key == null) {
            return packed;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(packed.length + 16);
        out.writeBytes(packed);
        byte[] made = key.of(packed, packed.length);
        out.writeBytes(form == Form.BINARY ? made : HEX.formatHex(made).getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private byte[] pack(IsoMessage message, BitSet bits) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        digits(out, message.mti());
        BitSet fields = message.fields();
        bitmap(out, bits);
        for (int number = fields.nextSetBit(2); number >= 0; number = fields.nextSetBit(number + 1)) {
            IsoField field = IsoField.of(number);
            String value = message.get(number);
            if (field == null || value == null || !fits(field, value)) {
                throw new IllegalArgumentException("value does not fit field " + number);
            }
            if (field.lengthDigits() > 0) {
                digits(out, padded(Integer.toString(value.length()), field.lengthDigits()));
            }
            if (field.numeric()) {
                digits(out, value);
            } else {
                out.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return out.toByteArray();
    }

    private static boolean fits(IsoField field, String value) {
        boolean length =
                field.lengthDigits() == 0 ? value.length() == field.length() : value.length() <= field.length();
        return length && (!field.numeric() || value.chars().allMatch(c -> c >= '0' && c <= '9'));
    }

    private void bitmap(ByteArrayOutputStream out, BitSet fields) {
        boolean secondary = fields.length() > SECONDARY_FROM;
        byte[] bits = new byte[secondary ? 16 : 8];
        if (secondary) {
            bits[0] = (byte) 0x80;
        }
        fields.stream().forEach(number -> bits[(number - 1) / 8] |= (byte) (0x80 >> (number - 1) % 8));
        out.writeBytes(form == Form.BINARY ? bits : HEX.formatHex(bits).getBytes(StandardCharsets.US_ASCII));
    }

    private void digits(ByteArrayOutputStream out, String digits) {
        if (form == Form.ASCII) {
            out.writeBytes(digits.getBytes(StandardCharsets.US_ASCII));
            return;
        }
        String even = digits.length() % 2 == 0 ? digits : "0" + digits;
        for (int i = 0; i < even.length(); i += 2) {
            out.write((even.charAt(i) - '0') << 4 | (even.charAt(i + 1) - '0'));
        }
    }

    private static String padded(String digits, int length) {
        return "0".repeat(length - digits.length()) + digits;
    }

    /** Reads from the front to the end. */
    private static final class Reader {
        private final Form form;
        private final byte[] bytes;
        private int position;

        Reader(Form form, byte[] bytes) {
            this.form = form;
            this.bytes = bytes;
        }

        int rest() {
            return bytes.length - position;
        }

        String field(IsoField field) throws IsoFormatException {
            String name = "field " + field.number();
            int length = field.length();
            if (field.lengthDigits() > 0) {
                length = Integer.parseInt(digits(field.lengthDigits(), name));
                if (length > field.length()) {
                    throw new IsoFormatException(name + " is too long");
                }
            }
            return field.numeric() ? digits(length, name) : text(length, name);
        }

        BitSet bitmap() throws IsoFormatException {
            byte[] bits = bitmapBytes();
            BitSet set = new BitSet();
            mark(set, bits, 0);
            if (set.get(1)) {
                mark(set, bitmapBytes(), 64);
            }
            return set;
        }

        private static void mark(BitSet set, byte[] bits, int offset) {
            for (int i = 0; i < 64; i++) {
                if ((bits[i / 8] & 0x80 >> i % 8) != 0) {
                    set.set(offset + i + 1);
                }
            }
        }

        byte[] eightBytes() throws IsoFormatException {
            return bitmapBytes();
        }

        private byte[] bitmapBytes() throws IsoFormatException {
            if (form == Form.BINARY) {
                return take(8, "bitmap");
            }
            try {
                return HexFormat.of().parseHex(text(16, "bitmap"));
            } catch (IllegalArgumentException e) {
                throw new IsoFormatException("bitmap is not hexadecimal");
            }
        }

        String digits(int length, String name) throws IsoFormatException {
            StringBuilder digits = new StringBuilder(length + 1);
            if (form == Form.ASCII) {
                digits.append(text(length, name));
            } else {
                for (byte pair : take((length + 1) / 2, name)) {
                    digits.append((char) ('0' + (pair >> 4 & 15))).append((char) ('0' + (pair & 15)));
                }
                if (length % 2 == 1) {
                    if (digits.charAt(0) != '0') {
                        throw new IsoFormatException(name + " is not padded with zero");
                    }
                    digits.deleteCharAt(0);
                }
            }
            for (int i = 0; i < digits.length(); i++) {
                if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                    throw new IsoFormatException(name + " is not of digits");
                }
            }
            return digits.toString();
        }

        private String text(int length, String name) throws IsoFormatException {
            return new String(take(length, name), StandardCharsets.ISO_8859_1);
        }

        private byte[] take(int length, String name) throws IsoFormatException {
            if (length > rest()) {
                throw new IsoFormatException("ends within " + name);
            }
            byte[] taken = new byte[length];
            System.arraycopy(bytes, position, taken, 0, length);
            position += length;
            return taken;
        }
    }
}
