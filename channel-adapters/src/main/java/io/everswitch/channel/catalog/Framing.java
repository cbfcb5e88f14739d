package io.everswitch.channel.catalog;

/** How an ISO 8583 message is cut out of the byte stream; {@link #code} is the word in the catalog. */
public enum Framing {
    /** Two bytes, big-endian: the length of what follows. */
    BINARY2("binary2"),
    /** Two bytes of length, then five bytes of TPDU. */
    BINARY2_TPDU("binary2-tpdu"),
    /** Four ASCII digits: the length of what follows. */
    ASCII4("ascii4");

    private final String code;

    Framing(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
