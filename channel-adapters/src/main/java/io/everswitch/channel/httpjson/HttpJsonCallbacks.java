package io.everswitch.channel.httpjson;

import io.everswitch.channel.http.CallbackNews;
import io.everswitch.channel.http.CallbackReader;
import io.everswitch.channel.support.CodeMap;
import io.everswitch.domain.id.WireReference;
import io.everswitch.domain.money.Money;
import java.util.Optional;

/** What callbacks of this family say. Immutable, thread-safe. */
final class HttpJsonCallbacks implements CallbackReader {
    private final CodeMap codes;

    HttpJsonCallbacks(CodeMap codes) {
        this.codes = codes;
    }

    @Override
    public CallbackNews read(byte[] body) {
        Optional<BankMessage> parsed = BankMessage.parse(body);
        if (parsed.isEmpty()) {
            return CallbackNews.refused();
        }
        BankMessage message = parsed.get();
        Money amount = message.amount();
        boolean isFinal =
                message.status().equals("approved") || message.status().equals("declined");
        if (!isFinal || message.code().isEmpty() || amount == null || !isAttempt(message.reference())) {
            return CallbackNews.refused();
        }
        // Only the payment knows what was asked: it compares the amount that is handed over.
        return CallbackNews.attempt(
                message.reference(),
                HttpJsonMapping.outcome(message, amount, codes),
                codes.holds(message.code()) ? "" : message.code());
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
