package io.everswitch.channel.iso20022;

import java.util.List;

/**
 * A camt.029 about the cancellation of one transaction.
 *
 * @param confirmation {@code Sts/Conf}: CNCL, RJCR, PDCR …
 * @param transaction {@code TxCxlSts}: ACCR, RJCR, PDCR; empty if it says nothing of the transaction
 * @param reasons as of {@link StatusReport}
 */
record Resolution(Original original, String confirmation, String transaction, List<String> reasons)
        implements BankDocument {
    Resolution {
        reasons = List.copyOf(reasons);
    }
}
