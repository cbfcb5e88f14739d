package io.everswitch.channel.iso8583;

import java.util.Arrays;

/** Keys between hex digits and bytes, without a text in between that nobody could wipe. */
final class HexBytes {
    private HexBytes() {}

    /** @param hex wiped, whatever happens */
    static byte[] read(byte[] hex, String rule) {
        byte[] bytes = new byte[hex.length / 2];
        boolean good = hex.length % 2 == 0;
        for (int i = 0; i < bytes.length; i++) {
            int high = Character.digit(hex[2 * i], 16);
            int low = Character.digit(hex[2 * i + 1], 16);
            good &= high >= 0 && low >= 0;
            bytes[i] = (byte) ((high << 4) | (low & 0xF));
        }
        Arrays.fill(hex, (byte) 0);
        if (!good) {
            Arrays.fill(bytes, (byte) 0);
            throw new IllegalArgumentException(rule);
        }
        return bytes;
    }
}
