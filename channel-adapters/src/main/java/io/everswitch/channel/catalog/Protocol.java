package io.everswitch.channel.catalog;

/** The protocol families that the adapters speak; {@link #code} is the word in the catalog. */
public enum Protocol {
    ISO8583("iso8583"),
    HTTP_JSON("http_json"),
    ISO20022("iso20022");

    private final String code;

    Protocol(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
