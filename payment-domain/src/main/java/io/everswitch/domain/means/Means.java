package io.everswitch.domain.means;

import org.jspecify.annotations.Nullable;

/** The means of payment that a payer chose. Holds nothing in clear that M10 forbids; safe to journal and to log. */
public sealed interface Means permits CardMeans, BankAccountMeans {
    MeansKind kind();

    /** The same short name for the same card or account, for limits; null if it is not known. */
    @Nullable
    String fingerprint();

    /** What people may see: brand or bank, and the last four digits. */
    String masked();
}
