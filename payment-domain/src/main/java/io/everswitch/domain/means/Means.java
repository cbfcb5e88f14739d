package io.everswitch.domain.means;

/** The means of payment that a payer chose. Holds nothing in clear that M10 forbids; safe to journal and to log. */
public sealed interface Means permits CardMeans, BankAccountMeans {
    MeansKind kind();

    /** What people may see: brand or bank, and the last four digits. */
    String masked();
}
