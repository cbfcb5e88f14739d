package io.everswitch.domain.id;

import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The id of a payment: {@code pay_} and 26 characters of Crockford's base 32, which hold 130 bits: two zero bits, 48 bits
 * of creation time (ms since 1970), 8 bits of slot, 8 bits of archive cell, 64 random bits. So ids sort by creation time,
 * and whoever holds an id knows which site owns it and whether the working set must still know it (design §6).
 *
 * @param value the text form; always canonical, upper case
 */
public record PaymentId(String value) implements Comparable<PaymentId> {
    public static final String PREFIX = "pay_";
    /** Number of slots; never changes, because ids outlive every deployment. */
    public static final int SLOTS = 256;

    private static final int BODY_LENGTH = 26;
    private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final byte[] DIGIT = digits();

    public PaymentId {
        if (value.length() != PREFIX.length() + BODY_LENGTH || !value.startsWith(PREFIX) || !isBody(value)) {
            throw new IllegalArgumentException("payment id must be pay_ and 26 characters of base 32");
        }
    }

    /**
     * @param slot 0 … 255, from {@link #slotOf}
     * @param cell 0 … 255, the archive cell that will keep the payment
     */
    public static PaymentId create(Instant now, int slot, int cell, RandomGenerator random) {
        if (slot < 0 || slot >= SLOTS || cell < 0 || cell > 255) {
            throw new IllegalArgumentException("slot and cell must be 0 … 255: " + slot + ", " + cell);
        }
        long high = (now.toEpochMilli() << 16) | ((long) slot << 8) | cell;
        return new PaymentId(PREFIX + encode(high, random.nextLong()));
    }

    /** The slot of all payments of one merchant order: the same everywhere and for ever. */
    public static int slotOf(MerchantId merchant, String merchantOrderId) {
        // FNV-1a, 32 bits, folded: stable over JVMs, unlike Object.hashCode of anything but String, and well spread.
        int hash = 0x811c9dc5;
        String text = merchant.value() + '\n' + merchantOrderId;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x01000193;
        }
        return (hash ^ (hash >>> 16) ^ (hash >>> 8)) & (SLOTS - 1);
    }

    public static boolean isValid(String text) {
        return text.length() == PREFIX.length() + BODY_LENGTH && text.startsWith(PREFIX) && isBody(text);
    }

    /** The 26 characters behind the prefix: the stem of every id that goes over a wire for this payment. */
    public String body() {
        return value.substring(PREFIX.length());
    }

    public static PaymentId ofBody(String body) {
        return new PaymentId(PREFIX + body);
    }

    public Instant createdAt() {
        return Instant.ofEpochMilli(high() >>> 16);
    }

    public int slot() {
        return (int) (high() >>> 8) & 0xff;
    }

    public int cell() {
        return (int) high() & 0xff;
    }

    @Override
    public int compareTo(PaymentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private long high() {
        // The first 13 characters hold 65 bits: one zero bit and the 64 high bits.
        long bits = 0;
        for (int i = 0; i < 13; i++) {
            bits = (bits << 5) | DIGIT[value.charAt(PREFIX.length() + i)];
        }
        return bits;
    }

    private static String encode(long high, long low) {
        char[] out = new char[BODY_LENGTH];
        write(out, 0, high);
        write(out, 13, low);
        return new String(out);
    }

    private static void write(char[] out, int from, long bits) {
        for (int i = 12; i >= 0; i--) {
            out[from + i] = ALPHABET[(int) (bits & 31)];
            bits >>>= 5;
        }
    }

    private static boolean isBody(String text) {
        for (int i = PREFIX.length(); i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= DIGIT.length || DIGIT[c] < 0) {
                return false;
            }
        }
        return text.charAt(PREFIX.length()) < 'G' && text.charAt(PREFIX.length() + 13) < 'G';
    }

    private static byte[] digits() {
        byte[] digits = new byte[128];
        java.util.Arrays.fill(digits, (byte) -1);
        for (int i = 0; i < ALPHABET.length; i++) {
            digits[ALPHABET[i]] = (byte) i;
        }
        return digits;
    }
}
