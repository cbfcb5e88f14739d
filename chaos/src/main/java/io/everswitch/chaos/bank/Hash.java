package io.everswitch.chaos.bank;

/** A good 64-bit hash of short texts; not for anything that an enemy chooses. */
final class Hash {
    private Hash() {}

    static long of(long seed, String text) {
        long hash = mix(seed + text.length());
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x9E37_79B9_7F4A_7C15L;
            hash ^= hash >>> 29;
        }
        return mix(hash);
    }

    static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
