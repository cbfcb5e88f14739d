package io.everswitch.channel;

import io.everswitch.channel.form.FormFamily;
import io.everswitch.channel.httpjson.HttpJsonFamily;
import io.everswitch.channel.iso20022.Iso20022Family;

/** The list of the protocol families that the adapters speak; {@link #code} is the word in the catalog. */
public enum Protocol {
    ISO8583("iso8583", new Iso8583Family()),
    HTTP_JSON("http_json", new HttpJsonFamily()),
    ISO20022("iso20022", new Iso20022Family()),
    FORM_POST("form_post", new FormFamily());

    private final String code;

    @SuppressWarnings("ImmutableEnumChecker") // Families are stateless.
    private final ChannelFamily family;

    Protocol(String code, ChannelFamily family) {
        this.code = code;
        this.family = family;
    }

    public String code() {
        return code;
    }

    public ChannelFamily family() {
        return family;
    }
}
