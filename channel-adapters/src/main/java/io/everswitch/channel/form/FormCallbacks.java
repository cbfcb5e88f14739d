package io.everswitch.channel.form;

import io.everswitch.channel.http.CallbackNews;
import io.everswitch.channel.http.CallbackReader;
import io.everswitch.channel.support.CodeMap;
import io.everswitch.domain.id.WireReference;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import java.util.Optional;

/**
 * What back notifications say: how a payment ended. Only a consume is told of; the answers to queries, reversals and refunds
 * are of another type and are refused if somebody plays them here. Immutable, thread-safe.
 */
final class FormCallbacks implements CallbackReader {
    private final String merchant;
    private final CodeMap codes;

    FormCallbacks(String merchant, CodeMap codes) {
        this.merchant = merchant;
        this.codes = codes;
    }

    @Override
    public CallbackNews read(byte[] body) {
        Optional<FormFields> parsed = FormFields.parse(body);
        if (parsed.isEmpty()) {
            return CallbackNews.refused();
        }
        FormFields fields = parsed.get();
        String reference = fields.get("orderId");
        Optional<FormAnswer> read = FormAnswer.of(fields);
        if (read.isEmpty()
                || !fields.get("merId").equals(merchant)
                || !fields.get("txnType").equals(FormSent.Type.CONSUME.code())
                || !isAttempt(reference)) {
            return CallbackNews.refused();
        }
        FormAnswer answer = read.get();
        Money amount = answer.amount();
        boolean isFinal = answer.state().equals("S") || answer.state().equals("F");
        if (!answer.isOk() || !isFinal || amount == null || answer.paymentCode().isEmpty()) {
            return CallbackNews.refused();
        }
        // Only the payment knows what was asked: it compares the amount that is handed over.
        AttemptAnswer outcome = FormMapping.outcome(answer, amount, codes);
        return CallbackNews.attempt(reference, outcome, codes.holds(answer.paymentCode()) ? "" : answer.paymentCode());
    }

    private static boolean isAttempt(String reference) {
        try {
            return WireReference.parse(reference).kind() == WireReference.Kind.ATTEMPT;
        } catch (IllegalArgumentException e) {
            // Not one of our references: nobody could be told.
            return false;
        }
    }
}
