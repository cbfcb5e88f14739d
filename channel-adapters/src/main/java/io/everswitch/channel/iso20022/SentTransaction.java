package io.everswitch.channel.iso20022;

import io.everswitch.domain.money.Money;

/**
 * What an answer must be about: a message of ours with its transaction.
 *
 * @param kind credit transfer (an attempt) or payment return (a refund)
 * @param messageId of that message
 * @param amount what it asked for
 */
record SentTransaction(MessageKind kind, String messageId, TransactionIds ids, Money amount) {
    static SentTransaction attempt(String reference, Money amount) {
        return new SentTransaction(
                MessageKind.CREDIT_TRANSFER,
                MessageIds.creditTransfer(reference),
                TransactionIds.of(reference),
                amount);
    }

    /** A refund has an id of its own (the return's) and goes by the end-to-end id and UETR of what it gives back. */
    static SentTransaction refund(String reference, String originalReference, Money amount) {
        TransactionIds original = TransactionIds.of(originalReference);
        return new SentTransaction(
                MessageKind.PAYMENT_RETURN,
                MessageIds.paymentReturn(reference),
                new TransactionIds(original.endToEndId(), reference, original.uetr()),
                amount);
    }
}
