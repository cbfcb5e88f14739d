package io.everswitch.channel.iso20022;

/**
 * The ids of our messages, two letters before the reference: a message that is sent again is the same message. Like {@link
 * TransactionIds} they follow from the journaled reference, and the derivation must never change. Stateless.
 */
final class MessageIds {
    private MessageIds() {}

    /** Of the pacs.008 that starts an attempt. */
    static String creditTransfer(String reference) {
        return "CT" + reference;
    }

    /** Of the pacs.028 that asks about an attempt. */
    static String statusRequest(String reference) {
        return "SR" + reference;
    }

    /** Of the camt.056 that undoes an attempt: the assignment's id. */
    static String cancellation(String reference) {
        return "CA" + reference;
    }

    /** Of the case that this camt.056 opens, and of the cancellation in it. */
    static String cancellationCase(String reference) {
        return "CX" + reference;
    }

    /** Of the pacs.004 that gives back. */
    static String paymentReturn(String refundReference) {
        return "PR" + refundReference;
    }
}
