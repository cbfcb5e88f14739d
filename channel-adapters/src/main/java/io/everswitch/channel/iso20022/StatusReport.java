package io.everswitch.channel.iso20022;

import io.everswitch.domain.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pacs.002 about one transaction.
 *
 * @param status {@code TxSts}, four characters
 * @param reasons codes, the standard's and the bank's own alike, in the order in which they came
 * @param bankReference {@code AcctSvcrRef}, or else {@code ClrSysRef}; empty if there is neither
 * @param amount null if it names none
 */
record StatusReport(
        Original original,
        String status,
        List<String> reasons,
        String bankReference,
        @Nullable Money amount) implements BankDocument {
    StatusReport {
        reasons = List.copyOf(reasons);
    }
}
