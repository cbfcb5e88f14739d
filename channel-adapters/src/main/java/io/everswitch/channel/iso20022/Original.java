package io.everswitch.channel.iso20022;

/**
 * Which transaction a bank's message says it is about. Texts that it does not name are empty.
 *
 * @param messageId of our message
 * @param messageName its message definition identifier
 */
record Original(String messageId, String messageName, String endToEndId, String txId, String uetr) {
    /** @param about the element that holds the original ids */
    static Original of(XmlNode about) {
        return new Original(
                about.text("OrgnlGrpInf", "OrgnlMsgId"),
                about.text("OrgnlGrpInf", "OrgnlMsgNmId"),
                about.text("OrgnlEndToEndId"),
                about.text("OrgnlTxId"),
                about.text("OrgnlUETR"));
    }

    /** Whether it names this transaction: the ids that must be there are right, and so are those that need not. */
    boolean isAbout(SentTransaction sent) {
        TransactionIds ids = sent.ids();
        return endToEndId.equals(ids.endToEndId())
                && txId.equals(ids.txId())
                && isOrAbsent(uetr, ids.uetr())
                && isOrAbsent(messageId, sent.messageId())
                && isOrAbsent(messageName, sent.kind().definition());
    }

    private static boolean isOrAbsent(String said, String sent) {
        return said.isEmpty() || said.equals(sent);
    }
}
