package io.everswitch.channel.iso8583;

import java.util.Locale;

/** How the MAC of a message is made; all give 8 bytes, of longer ones the first 8. */
public enum MacAlgorithm {
    /**
     * ISO/IEC 9797-1 algorithm 3 with DES and padding method 1: filled up with zeros to whole blocks of 8 bytes, nothing if
     * they are whole. Double-length key.
     */
    RETAIL(16, 16),
    /** CMAC of NIST SP 800-38B with AES. */
    AES_CMAC(16, 32),
    /** HMAC of RFC 2104 with SHA-256. Never shorter than the 128 bits of the others. */
    HMAC_SHA256_64(16, 64);

    private final int keyBytesMin;
    private final int keyBytesMax;

    MacAlgorithm(int keyBytesMin, int keyBytesMax) {
        this.keyBytesMin = keyBytesMin;
        this.keyBytesMax = keyBytesMax;
    }

    /** The catalog's word. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean takes(int keyBytes) {
        boolean fits = keyBytes >= keyBytesMin && keyBytes <= keyBytesMax;
        return fits && (this == HMAC_SHA256_64 || keyBytes % 8 == 0);
    }

    String keyRule() {
        return switch (this) {
            case RETAIL -> "32 hex digits (a double-length DES key)";
            case AES_CMAC -> "32, 48 or 64 hex digits (an AES key)";
            case HMAC_SHA256_64 -> "32 … 128 hex digits";
        };
    }
}
