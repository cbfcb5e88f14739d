package io.everswitch.channel.catalog;

/** How the fields of an ISO 8583 message are written; {@link #code} is the word in the catalog. */
public enum Form {
    /** Everything is text, the bitmap in hexadecimal. */
    ASCII("ascii"),
    /** Numbers are BCD, the bitmap is bytes. */
    BINARY("binary");

    private final String code;

    Form(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
