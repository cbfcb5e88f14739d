package io.everswitch.node.limits;

import org.apache.pekko.actor.typed.ActorRef;

/** What the keeper of a ledger is told from outside. Crosses between nodes. */
interface LimitMessage {
    /**
     * Answered once the reservation is durable, or refused; not at all while the journal cannot say.
     *
     * @param atMs when the attempt began, epoch milliseconds
     * @param amountMax as the settings have it now; the same with {@code countMax}
     * @param endsAtMs when the ledger is of no use any more, epoch milliseconds
     */
    record Reserve(
            String reference,
            long amount,
            long atMs,
            long amountMax,
            int countMax,
            long endsAtMs,
            ActorRef<LimitReply> replyTo)
            implements LimitMessage {}

    /** The attempt took the money, or surely did not. Lost ones are found out by asking the payment. */
    record Settle(String reference, boolean taken) implements LimitMessage {}

    record Look(ActorRef<LimitUsage> replyTo) implements LimitMessage {}
}
