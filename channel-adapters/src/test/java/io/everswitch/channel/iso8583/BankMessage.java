package io.everswitch.channel.iso8583;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message as a bank's programmer would write it from the page, without a line of the adapter: type, bitmap, fields, by hand
 * for the tests.
 */
record BankMessage(String mti, TreeMap<Integer, String> fields) {
    /** number → n, t (text) or b (bytes, here as hex), then the fixed length, or v and the number of length digits. */
    private static final Map<Integer, String> LAYOUT = Map.ofEntries(
            Map.entry(2, "nv2"),
            Map.entry(3, "n6"),
            Map.entry(4, "n12"),
            Map.entry(7, "n10"),
            Map.entry(11, "n6"),
            Map.entry(12, "n6"),
            Map.entry(13, "n4"),
            Map.entry(14, "n4"),
            Map.entry(18, "n4"),
            Map.entry(22, "n3"),
            Map.entry(32, "nv2"),
            Map.entry(37, "t12"),
            Map.entry(38, "t6"),
            Map.entry(39, "t2"),
            Map.entry(41, "t8"),
            Map.entry(42, "t15"),
            Map.entry(48, "tv3"),
            Map.entry(49, "n3"),
            Map.entry(60, "tv3"),
            Map.entry(64, "b8"),
            Map.entry(70, "n3"),
            Map.entry(90, "n42"),
            Map.entry(102, "tv2"),
            Map.entry(128, "b8"));

    static BankMessage of(String mti) {
        return new BankMessage(mti, new TreeMap<>());
    }

    BankMessage with(int field, String value) {
        TreeMap<Integer, String> copy = new TreeMap<>(fields);
        copy.put(field, value);
        return new BankMessage(mti, copy);
    }

    BankMessage without(int field) {
        TreeMap<Integer, String> copy = new TreeMap<>(fields);
        copy.remove(field);
        return new BankMessage(mti, copy);
    }

    String get(int field) {
        return fields.getOrDefault(field, "");
    }

    /** The value of a tag in field 48. */
    String tag(String name) {
        String rest = get(48);
        while (!rest.isEmpty()) {
            int length = Integer.parseInt(rest.substring(2, 5));
            if (rest.startsWith(name)) {
                return rest.substring(5, 5 + length);
            }
            rest = rest.substring(5 + length);
        }
        return "";
    }

    /** The approval of this request, as the page says: everything that an answer repeats, and a code. */
    BankMessage answer(String answerMti, String code) {
        BankMessage answer = of(answerMti).with(7, get(7)).with(11, get(11)).with(39, code);
        for (int field : new int[] {3, 4, 32, 37, 41, 42, 49, 70}) {
            if (fields.containsKey(field)) {
                answer = answer.with(field, get(field));
            }
        }
        if (fields.containsKey(48)) {
            answer = answer.with(48, "01" + String.format("%03d", tag("01").length()) + tag("01"));
        }
        return answer;
    }

    static BankMessage parse(byte[] bytes, boolean binary) {
        int[] at = {0};
        String mti = digits(bytes, at, 4, binary);
        TreeMap<Integer, String> fields = new TreeMap<>();
        String bits = bits(bytes, at, binary);
        if (bits.charAt(0) == '1') {
            bits += bits(bytes, at, binary);
        }
        for (int field = 2; field <= bits.length(); field++) {
            if (bits.charAt(field - 1) == '1') {
                fields.put(field, field(bytes, at, layout(field), binary));
            }
        }
        if (at[0] != bytes.length) {
            throw new IllegalArgumentException("bytes left over");
        }
        return new BankMessage(mti, fields);
    }

    byte[] bytes(boolean binary) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(binary ? bcd(mti) : ascii(mti));
        boolean second = fields.lastKey() > 64;
        StringBuilder bits = new StringBuilder(second ? "1" : "0");
        for (int field = 2; field <= (second ? 128 : 64); field++) {
            bits.append(fields.containsKey(field) ? '1' : '0');
        }
        for (int i = 0; i < bits.length(); i += 8) {
            int value = Integer.parseInt(bits.substring(i, i + 8), 2);
            if (binary) {
                out.write(value);
            } else {
                out.writeBytes(ascii(String.format("%02X", value)));
            }
        }
        fields.forEach((field, value) -> {
            String layout = layout(field);
            boolean packed = binary && layout.charAt(0) == 'n';
            if (layout.charAt(1) == 'v') {
                String length = String.format("%0" + layout.charAt(2) + "d", value.length());
                out.writeBytes(binary ? bcd(length) : ascii(length));
            }
            // Two hex digits make a byte just as two digits of BCD do.
            boolean bytes = binary && layout.charAt(0) == 'b';
            out.writeBytes(packed || bytes ? bcd(value) : ascii(value));
        });
        return out.toByteArray();
    }

    private static String layout(int field) {
        String layout = LAYOUT.get(field);
        if (layout == null) {
            throw new IllegalArgumentException("the page has no field " + field);
        }
        return layout;
    }

    private static String field(byte[] bytes, int[] at, String layout, boolean binary) {
        int length = layout.charAt(1) == 'v'
                ? Integer.parseInt(digits(bytes, at, layout.charAt(2) - '0', binary))
                : Integer.parseInt(layout.substring(1));
        if (layout.charAt(0) == 'b') {
            byte[] raw = binary ? java.util.Arrays.copyOfRange(bytes, at[0], at[0] + length) : null;
            at[0] += raw == null ? 0 : length;
            return raw == null
                    ? text(bytes, at, 2 * length)
                    : java.util.HexFormat.of().withUpperCase().formatHex(raw);
        }
        return layout.charAt(0) == 'n' ? digits(bytes, at, length, binary) : text(bytes, at, length);
    }

    private static String bits(byte[] bytes, int[] at, boolean binary) {
        StringBuilder bits = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            int value = binary ? bytes[at[0]++] & 0xFF : Integer.parseInt(text(bytes, at, 2), 16);
            bits.append(String.format("%8s", Integer.toBinaryString(value)).replace(' ', '0'));
        }
        return bits.toString();
    }

    private static String digits(byte[] bytes, int[] at, int count, boolean binary) {
        String text;
        if (binary) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < (count + 1) / 2; i++) {
                all.append(String.format("%02x", bytes[at[0]++]));
            }
            text = all.substring(all.length() - count);
        } else {
            text = text(bytes, at, count);
        }
        if (!text.matches("[0-9]*")) {
            throw new IllegalArgumentException("no digits");
        }
        return text;
    }

    private static String text(byte[] bytes, int[] at, int length) {
        String text = new String(bytes, at[0], length, StandardCharsets.ISO_8859_1);
        at[0] += length;
        return text;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] bcd(String digits) {
        String even = digits.length() % 2 == 0 ? digits : "0" + digits;
        byte[] bytes = new byte[even.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(even.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }
}
