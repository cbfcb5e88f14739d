package io.everswitch.channel.iso20022;

import io.everswitch.channel.support.CodeMap;
import io.everswitch.domain.id.WireReference;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import org.jspecify.annotations.Nullable;

/**
 * What a message that a bank sent by itself means, judged without any memory: all ids follow from the reference, so a message
 * that mixes ids of two transactions is found out. Pure.
 *
 * @param reference of the attempt that the answer is for; empty unless the verdict is ATTEMPT
 * @param answer null unless the verdict is ATTEMPT; the payment itself compares the amount with what it asked for
 */
record CallbackMeaning(
        Verdict verdict, String reference, @Nullable AttemptAnswer answer) {
    enum Verdict {
        /** News of an attempt: hand it over, acknowledge once it is durable. */
        ATTEMPT,
        /**
         * About a refund or a cancellation of ours. Acknowledged and left at that: both are repeated until they are answered, and
         * only that answer can be held against what was asked.
         */
        NOTED,
        /** No message of the family, or about nothing of ours. */
        REFUSED
    }

    static CallbackMeaning of(Incoming incoming, CodeMap codes) {
        BankDocument document = incoming.document();
        if (document == null) {
            return refused();
        }
        Original original = document.original();
        if (document instanceof StatusReport report) {
            if (original.messageName().equals(MessageKind.PAYMENT_RETURN.definition())) {
                return isRefund(original) ? noted() : refused();
            }
            return isAttempt(original) ? attempt(original, Iso20022Mapping.outcome(report, codes)) : refused();
        }
        if (document instanceof ReturnedPayment payment) {
            return isAttempt(original) ? attempt(original, Iso20022Mapping.returned(payment)) : refused();
        }
        return isAttempt(original) ? noted() : refused();
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

    /** The ids are compared, amounts are not. */
    private static final Money NOTHING = Money.of(0, "XXX");

    private static boolean isOurs(String reference, WireReference.Kind kind) {
        try {
            return WireReference.parse(reference).kind() == kind;
        } catch (IllegalArgumentException e) {
            // Not one of our references: nobody could be told.
            return false;
        }
    }

    private static CallbackMeaning attempt(Original original, AttemptAnswer answer) {
        return new CallbackMeaning(Verdict.ATTEMPT, original.endToEndId(), answer);
    }

    private static CallbackMeaning noted() {
        return new CallbackMeaning(Verdict.NOTED, "", null);
    }

    private static CallbackMeaning refused() {
        return new CallbackMeaning(Verdict.REFUSED, "", null);
    }
}
