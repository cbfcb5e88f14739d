package io.everswitch.domain.means;

import io.everswitch.domain.id.BankId;
import org.jspecify.annotations.Nullable;

/**
 * An account at a bank that the catalog knows.
 *
 * @param account the account number, sealed
 * @param last4 its last four characters
 * @param fingerprint the same short name for the same number, which tells nothing of it; null in facts of before there was one
 */
public record BankAccountMeans(
        BankId bank, Sealed account, String last4, @Nullable String fingerprint) implements Means {
    /** Of which nothing more is known. */
    public BankAccountMeans(BankId bank, Sealed account, String last4) {
        this(bank, account, last4, null);
    }

    @Override
    public MeansKind kind() {
        return MeansKind.BANK_ACCOUNT;
    }

    @Override
    public String masked() {
        return bank + " •••• " + last4;
    }
}
