package io.everswitch.domain.means;

/** The methods of payment; {@link #code} is the word in the merchant API and in the channel catalog. */
public enum MeansKind {
    CARD("card"),
    BANK_ACCOUNT("bank_account");

    private final String code;

    MeansKind(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
