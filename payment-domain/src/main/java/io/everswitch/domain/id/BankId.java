package io.everswitch.domain.id;

/**
 * A bank, as the channel catalog names it.
 *
 * @param value 1 to 64 of A–Z a–z 0–9 . _ : -
 */
public record BankId(String value) {
    public BankId {
        Texts.plain("bank id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
