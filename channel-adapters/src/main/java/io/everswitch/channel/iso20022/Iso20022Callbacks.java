package io.everswitch.channel.iso20022;

import io.everswitch.channel.http.CallbackNews;
import io.everswitch.channel.http.CallbackReader;
import io.everswitch.channel.support.CodeMap;
import io.everswitch.domain.id.WireReference;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;

/**
 * What callbacks of this family say, judged without any memory: all ids follow from the reference, so a message that mixes
 * the ids of two transactions is found out. Immutable, thread-safe.
 *
 * <p>What is about a refund or a cancellation of ours is only noted: both are repeated until they are answered, and only that
 * answer can be held against what was asked.
 */
public final class Iso20022Callbacks implements CallbackReader {
    /** The ids are compared, amounts are not. */
    private static final Money NOTHING = Money.of(0, "XXX");

    private final CodeMap codes;

    public Iso20022Callbacks(CodeMap codes) {
        this.codes = codes;
    }

    @Override
    public CallbackNews read(byte[] body) {
        return meaning(Incoming.read(body));
    }

    CallbackNews meaning(Incoming incoming) {
        BankDocument document = incoming.document();
        if (document == null) {
            return CallbackNews.refused();
        }
        Original original = document.original();
        if (document instanceof StatusReport report) {
            if (original.messageName().equals(MessageKind.PAYMENT_RETURN.definition())) {
                return isRefund(original) ? CallbackNews.noted() : CallbackNews.refused();
            }
            return attempt(original, Iso20022Mapping.outcome(report, codes));
        }
        if (document instanceof ReturnedPayment payment) {
            return attempt(original, Iso20022Mapping.returned(payment));
        }
        return isAttempt(original) ? CallbackNews.noted() : CallbackNews.refused();
    }

    private static CallbackNews attempt(Original original, AttemptAnswer answer) {
        if (!isAttempt(original)) {
            return CallbackNews.refused();
        }
        String unmapped = Iso20022Mapping.isUnmapped(answer) ? answer.rawCode() : "";
        return CallbackNews.attempt(original.endToEndId(), answer, unmapped);
    }

    private static boolean isAttempt(Original original) {
        return isOurs(original.endToEndId(), WireReference.Kind.ATTEMPT)
                && original.isAbout(SentTransaction.attempt(original.endToEndId(), NOTHING));
    }

    private static boolean isRefund(Original original) {
        return isOurs(original.endToEndId(), WireReference.Kind.ATTEMPT)
                && isOurs(original.txId(), WireReference.Kind.REFUND)
                && original.isAbout(SentTransaction.refund(original.txId(), original.endToEndId(), NOTHING));
    }

    private static boolean isOurs(String reference, WireReference.Kind kind) {
        try {
            return WireReference.parse(reference).kind() == kind;
        } catch (IllegalArgumentException e) {
            // Not one of our references: nobody could be told.
            return false;
        }
    }
}
