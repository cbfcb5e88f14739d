package io.everswitch.channel.iso20022;

import io.everswitch.domain.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pacs.004 from a bank: it gave the payer money back by itself, or because we asked to undo.
 *
 * @param returned what it gave back
 * @param charged what it says it had taken; null if it does not say
 * @param reasons as of {@link StatusReport}
 */
record ReturnedPayment(
        Original original,
        String bankReference,
        Money returned,
        @Nullable Money charged,
        List<String> reasons) implements BankDocument {
    ReturnedPayment {
        reasons = List.copyOf(reasons);
    }
}
