package io.everswitch.domain.id;

/**
 * A merchant, as the configuration names it.
 *
 * @param value 1 to 64 of A–Z a–z 0–9 . _ : -
 */
public record MerchantId(String value) {
    public MerchantId {
        Texts.plain("merchant id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
