package io.everswitch.chaos.bank;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A switch's side of ISO 8583, written from the page with nothing of the simulator's code: it would not notice its own
 * mistakes otherwise. One thread.
 */
final class TestIsoClient implements AutoCloseable {
    /** Digits, characters, LLVAR digits, LLLVAR characters, LLVAR characters. */
    private static final Map<Integer, String> FORMATS = Map.ofEntries(
            Map.entry(2, "lln"),
            Map.entry(3, "n6"),
            Map.entry(4, "n12"),
            Map.entry(7, "n10"),
            Map.entry(11, "n6"),
            Map.entry(12, "n6"),
            Map.entry(13, "n4"),
            Map.entry(14, "n4"),
            Map.entry(18, "n4"),
            Map.entry(22, "n3"),
            Map.entry(32, "lln"),
            Map.entry(37, "a12"),
            Map.entry(38, "a6"),
            Map.entry(39, "a2"),
            Map.entry(41, "a8"),
            Map.entry(42, "a15"),
            Map.entry(48, "llla"),
            Map.entry(49, "n3"),
            Map.entry(70, "n3"),
            Map.entry(90, "n42"),
            Map.entry(102, "lla"));

    private final Socket socket;
    private final DataInputStream in;
    private final String framing;
    private final boolean binary;
    private int stan;
    byte[] lastTpdu = {};

    TestIsoClient(int port, String framing, boolean binary) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        this.socket.setSoTimeout(5_000);
        this.socket.setTcpNoDelay(true);
        this.in = new DataInputStream(socket.getInputStream());
        this.framing = framing;
        this.binary = binary;
    }

    TestIsoClient signedOn() throws IOException {
        Map<Integer, String> answer = ask("0800", fields("7", "1122153000", "11", nextStan(), "70", "001"));
        if (!"00".equals(answer.get(39))) {
            throw new IOException("sign-on was refused");
        }
        return this;
    }

    String nextStan() {
        stan++;
        return "%06d".formatted(stan);
    }

    static Map<Integer, String> fields(String... pairs) {
        Map<Integer, String> fields = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(Integer.valueOf(pairs[i]), pairs[i + 1]);
        }
        return fields;
    }

    /** The fields of every message about money. */
    Map<Integer, String> financial(String processing, long amount, String privateData) {
        return fields(
                "3",
                processing,
                "4",
                "%012d".formatted(amount),
                "7",
                "1122153000",
                "11",
                nextStan(),
                "32",
                "27060000001",
                "37",
                "RRN000000001",
                "41",
                "T0009100",
                "42",
                "EVERSWITCHDEMO1",
                "48",
                privateData,
                "49",
                "156");
    }

    static String tag(String tag, String value) {
        return tag + "%03d".formatted(value.length()) + value;
    }

    Map<Integer, String> purchase(String reference, long amount) {
        Map<Integer, String> fields =
                financial("000000", amount, tag("01", reference) + tag("02", "123") + tag("03", "a book"));
        fields.putAll(
                fields("2", "4111111111111111", "12", "153000", "13", "1122", "14", "3012", "18", "5999", "22", "012"));
        return fields;
    }

    Map<Integer, String> reversal(String reference, long amount) {
        Map<Integer, String> fields = financial("000000", amount, tag("01", reference));
        fields.put(2, "4111111111111111");
        fields.put(90, "0200" + "000001" + "1122153000" + "27060000001" + "00000000000");
        return fields;
    }

    Map<Integer, String> refund(String reference, String original, long amount) {
        Map<Integer, String> fields = financial("200000", amount, tag("01", reference) + tag("04", original));
        fields.putAll(fields("2", "4111111111111111", "12", "153000", "13", "1122"));
        return fields;
    }

    Map<Integer, String> ask(String type, Map<Integer, String> fields) throws IOException {
        send(type, fields);
        return answer();
    }

    void send(String type, Map<Integer, String> fields) throws IOException {
        sendRaw(encode(type, fields));
    }

    void sendRaw(byte[] message) throws IOException {
        byte[] tpdu = framing.equals("binary2-tpdu") ? new byte[] {0x60, 1, 2, 3, 4} : new byte[0];
        int length = tpdu.length + message.length;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(
                framing.equals("ascii4")
                        ? "%04d".formatted(length).getBytes(StandardCharsets.US_ASCII)
                        : new byte[] {(byte) (length >> 8), (byte) length});
        out.writeBytes(tpdu);
        out.writeBytes(message);
        sendBytes(out.toByteArray());
    }

    void sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** The next answer; field 0 is its type. */
    Map<Integer, String> answer() throws IOException {
        return decode(frame());
    }

    byte[] frame() throws IOException {
        int length;
        if (framing.equals("ascii4")) {
            length = Integer.parseInt(new String(in.readNBytes(4), StandardCharsets.US_ASCII));
        } else {
            length = in.readUnsignedShort();
        }
        byte[] frame = new byte[length];
        in.readFully(frame);
        if (framing.equals("binary2-tpdu")) {
            lastTpdu = Arrays.copyOf(frame, 5);
            return Arrays.copyOfRange(frame, 5, frame.length);
        }
        return frame;
    }

    /** True if nothing comes for so long. */
    boolean isSilent(int ms) throws IOException {
        socket.setSoTimeout(ms);
        try {
            return in.read() == -2;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(5_000);
        }
    }

    /** True if the other side ends the connection before a whole answer comes. */
    boolean endsWithoutAnswer() throws IOException {
        try {
            frame();
            return false;
        } catch (EOFException | SocketException | NumberFormatException e) {
            return true;
        }
    }

    byte[] encode(String type, Map<Integer, String> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        number(out, type);
        boolean second = fields.keySet().stream().anyMatch(field -> field > 64);
        byte[] bitmap = new byte[second ? 16 : 8];
        bitmap[0] = (byte) (second ? 0x80 : 0);
        fields.keySet().forEach(field -> bitmap[(field - 1) / 8] |= (byte) (1 << (7 - (field - 1) % 8)));
        StringBuilder hex = new StringBuilder();
        for (byte octet : bitmap) {
            hex.append("%02X".formatted(octet));
        }
        out.writeBytes(binary ? bitmap : hex.toString().getBytes(StandardCharsets.US_ASCII));
        new TreeMap<>(fields).forEach((field, value) -> {
            String format = String.valueOf(FORMATS.get(field));
            if (format.startsWith("lll")) {
                number(out, "%03d".formatted(value.length()));
            } else if (format.startsWith("ll")) {
                number(out, "%02d".formatted(value.length()));
            }
            if (format.contains("n")) {
                number(out, value);
            } else {
                out.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
            }
        });
        return out.toByteArray();
    }

    private void number(ByteArrayOutputStream out, String digits) {
        if (!binary) {
            out.writeBytes(digits.getBytes(StandardCharsets.US_ASCII));
            return;
        }
        String even = digits.length() % 2 == 0 ? digits : "0" + digits;
        for (int i = 0; i < even.length(); i += 2) {
            out.write(Integer.parseInt(even.substring(i, i + 2), 16));
        }
    }

    private int at;

    private Map<Integer, String> decode(byte[] bytes) {
        at = 0;
        Map<Integer, String> fields = new TreeMap<>();
        fields.put(0, digits(bytes, 4));
        boolean[] present = new boolean[129];
        int size = 64;
        for (int half = 0; half < size; half += 64) {
            String hex = binary ? hex(bytes, 8) : new String(bytes, at, 16, StandardCharsets.US_ASCII);
            at += binary ? 0 : 16;
            for (int i = 0; i < 64; i++) {
                present[half + i + 1] = (Character.digit(hex.charAt(i / 4), 16) >> (3 - i % 4) & 1) == 1;
            }
            size = present[1] ? 128 : 64;
        }
        for (int field = 2; field <= 128; field++) {
            if (present[field]) {
                String format = String.valueOf(FORMATS.get(field));
                int length = format.startsWith("lll")
                        ? Integer.parseInt(digits(bytes, 3))
                        : format.startsWith("ll")
                                ? Integer.parseInt(digits(bytes, 2))
                                : Integer.parseInt(format.substring(1));
                fields.put(field, format.contains("n") ? digits(bytes, length) : text(bytes, length));
            }
        }
        if (at != bytes.length) {
            throw new IllegalStateException("bytes are left");
        }
        return fields;
    }

    private String digits(byte[] bytes, int length) {
        if (!binary) {
            return text(bytes, length);
        }
        String all = hex(bytes, (length + 1) / 2);
        return all.substring(all.length() - length);
    }

    private String hex(byte[] bytes, int count) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < count; i++) {
            hex.append("%02X".formatted(bytes[at++]));
        }
        return hex.toString();
    }

    private String text(byte[] bytes, int length) {
        String text = new String(bytes, at, length, StandardCharsets.US_ASCII);
        at += length;
        return text;
    }

    static String code(Map<Integer, String> answer) {
        @Nullable String code = answer.get(39);
        return code == null ? "none" : code;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
