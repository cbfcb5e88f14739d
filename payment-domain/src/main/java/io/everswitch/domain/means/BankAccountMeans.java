package io.everswitch.domain.means;

import io.everswitch.domain.id.BankId;

/**
 * An account at a bank that the catalog knows.
 *
 * @param account the account number, sealed
 * @param last4 its last four characters
 */
public record BankAccountMeans(BankId bank, Sealed account, String last4) implements Means {
    @Override
    public MeansKind kind() {
        return MeansKind.BANK_ACCOUNT;
    }

    @Override
    public String masked() {
        return bank + " •••• " + last4;
    }
}
