package io.everswitch.channel.iso8583;

import com.solab.iso8583.IsoValue;
import com.solab.iso8583.parse.FieldParseInfo;
import io.everswitch.channel.iso8583.Iso8583Settings.Form;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Messages to bytes and back, in either form. Single fields are written and read by j8583. The walk over type and bitmap is
 * ours for three reasons: a damaged answer must still give the fields before the damage (its STAN tells which attempt it
 * destroys), j8583 reads a BCD nibble above nine as a number (an amount must not come from garbage), and its
 * message-level code logs what it cannot read. Immutable, thread-safe.
 */
final class IsoCodec {
    /**
     * What could be read of a frame.
     *
     * @param problem what is wrong with the first field that could not be read; empty if all is well. Holds no content
     */
    record Decoded(IsoFields fields, String problem) {
        boolean whole() {
            return problem.isEmpty();
        }

        /** Whether all of it could be read, but it is not surely the bank's. */
        boolean isForged() {
            return problem.startsWith(MAC);
        }
    }

    /** How the problems of messages begin whose MAC is missing or wrong. */
    private static final String MAC = "MAC ";

    private static final String CHARSET = StandardCharsets.ISO_8859_1.name();
    private static final int HALF = 64;

    private final Form form;
    private final @Nullable FieldParseInfo[] parsers = new FieldParseInfo[IsoFields.DE_MAX + 1];

    IsoCodec(Form form) {
        this.form = form;
        for (int de = 1; de <= IsoFields.DE_MAX; de++) {
            IsoField field = IsoField.of(de);
            if (field != null) {
                parsers[de] = FieldParseInfo.getInstance(field.type(form), field.length(), CHARSET, false);
            }
        }
    }

    /** @throws IllegalArgumentException if a field cannot be written as the page wants it; the message holds no value */
    void encode(IsoFields message, ByteBuf out) {
        encode(message, out, null);
    }

    /** Likewise; with keys the last field is the MAC over all bytes before it. */
    void encode(IsoFields message, ByteBuf out, @Nullable MacKeys keys) {
        int start = out.writerIndex();
        try (ByteBufOutputStream stream = new ByteBufOutputStream(out)) {
            writeHead(message, out, keys != null);
            for (int de = 2; de <= IsoFields.DE_MAX; de++) {
                String value = message.get(de);
                if (value != null) {
                    writeField(de, value, stream);
                }
            }
            if (keys != null) {
                writeMac(out, start, keys);
            }
        } catch (IOException e) {
            throw new IllegalStateException("a buffer in memory cannot fail", e);
        }
    }

    private void writeMac(ByteBuf out, int start, MacKeys keys) {
        byte[] packed = new byte[out.writerIndex() - start];
        out.getBytes(start, packed);
        try {
            for (byte b : keys.sign(packed)) {
                if (form == Form.BINARY) {
                    out.writeByte(b);
                } else {
                    writeAscii(out, Texts.hex(b));
                }
            }
        } finally {
            Arrays.fill(packed, (byte) 0);
        }
    }

    private void writeHead(IsoFields message, ByteBuf out, boolean withMac) {
        byte[] bitmap = new byte[lastField(message) > HALF ? 16 : 8];
        if (bitmap.length == 16) {
            bitmap[0] = (byte) 0x80;
        }
        for (int de = 2; de <= bitmap.length * 8; de++) {
            if (message.has(de)) {
                bitmap[(de - 1) / 8] |= (byte) (0x80 >> ((de - 1) % 8));
            }
        }
        if (withMac) {
            // The last bit: field 64, or 128 where there are two bitmaps.
            bitmap[bitmap.length - 1] |= 1;
        }
        if (form == Form.BINARY) {
            out.writeByte(bcd(message.mti() / 100)).writeByte(bcd(message.mti() % 100));
            out.writeBytes(bitmap);
        } else {
            writeAscii(out, Texts.digits(message.mti(), 4));
            for (byte b : bitmap) {
                writeAscii(out, Texts.hex(b));
            }
        }
    }

    private void writeField(int de, String value, ByteBufOutputStream stream) throws IOException {
        IsoField field = IsoField.of(de);
        if (field == null || !field.allows(value)) {
            throw new IllegalArgumentException("field " + de + " cannot be written");
        }
        int length = field.format().lengthDigits() == 0 ? field.length() : 0;
        new IsoValue<>(field.type(form), value, length).write(stream, form == Form.BINARY, false);
    }

    /** Never throws: what cannot be read is told in {@link Decoded#problem}. Reads all of {@code in}. */
    Decoded decode(ByteBuf in) {
        return decode(in, null);
    }

    /** Likewise; with keys a message is whole only if its last field is a MAC that they accept. */
    Decoded decode(ByteBuf in, @Nullable MacKeys keys) {
        byte[] bytes = new byte[in.readableBytes()];
        in.readBytes(bytes);
        try {
            return decode(bytes, keys);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private Decoded decode(byte[] bytes, @Nullable MacKeys keys) {
        IsoReader reader = new IsoReader(bytes, form);
        int mti = reader.number(4);
        if (mti < 0) {
            return new Decoded(new IsoFields(0), "type");
        }
        IsoFields fields = new IsoFields(mti);
        byte[] bitmap = reader.bitmap();
        if (bitmap == null) {
            return new Decoded(fields, "bitmap");
        }
        int last = bitmap.length * 8;
        int fieldsEnd = keys == null ? last : last - 1;
        for (int de = 2; de <= fieldsEnd; de++) {
            if ((bitmap[(de - 1) / 8] & (0x80 >> ((de - 1) % 8))) != 0) {
                String value = readField(de, reader);
                if (value == null) {
                    return new Decoded(fields, "field " + de);
                }
                fields.put(de, value);
            }
        }
        if (keys != null) {
            boolean present = (bitmap[bitmap.length - 1] & 1) != 0;
            return new Decoded(fields, present ? checkMac(reader, keys) : MAC + "is missing");
        }
        return new Decoded(fields, reader.atEnd() ? "" : "bytes after the last field");
    }

    /** Empty if the rest of the message is a MAC of what is before it. */
    private static String checkMac(IsoReader reader, MacKeys keys) {
        int length = reader.position();
        byte[] mac = reader.eightBytes();
        if (mac == null) {
            return MAC + "cannot be read";
        }
        if (!reader.atEnd()) {
            return "bytes after the last field";
        }
        return keys.accepts(reader.bytes(), length, mac) ? "" : MAC + "is wrong";
    }

    private @Nullable String readField(int de, IsoReader reader) {
        IsoField field = IsoField.of(de);
        FieldParseInfo parser = parsers[de];
        if (field == null || parser == null) {
            return null;
        }
        int from = reader.position();
        if (!reader.skip(field)) {
            return null;
        }
        try {
            IsoValue<?> value = form == Form.BINARY
                    ? parser.parseBinary(de, reader.bytes(), from, null)
                    : parser.parse(de, reader.bytes(), from, null);
            String text = value.toString();
            return field.allows(text) ? text : null;
        } catch (ParseException | UnsupportedEncodingException | RuntimeException e) {
            // The library says in many ways that it cannot read a field; its messages may quote the content.
            return null;
        }
    }

    private static int lastField(IsoFields message) {
        int last = 0;
        for (int de = 2; de <= IsoFields.DE_MAX; de++) {
            last = message.has(de) ? de : last;
        }
        return last;
    }

    private static int bcd(int twoDigits) {
        return (twoDigits / 10) << 4 | (twoDigits % 10);
    }

    private static void writeAscii(ByteBuf out, String text) {
        out.writeCharSequence(text, StandardCharsets.US_ASCII);
    }
}
