package io.everswitch.channel.iso20022;

import org.jspecify.annotations.Nullable;

/** The messages that we speak, each in exactly one version. */
enum MessageKind {
    /** We ask for the payer's money. */
    CREDIT_TRANSFER("pacs.008.001.08", "FIToFICstmrCdtTrf"),
    /** The bank says how a transaction stands. */
    STATUS_REPORT("pacs.002.001.10", "FIToFIPmtStsRpt"),
    /** We ask how a transaction stands. */
    STATUS_REQUEST("pacs.028.001.03", "FIToFIPmtStsReq"),
    /** We ask to undo a transaction. */
    CANCELLATION_REQUEST("camt.056.001.08", "FIToFIPmtCxlReq"),
    /** The bank says whether it has undone it. */
    RESOLUTION("camt.029.001.09", "RsltnOfInvstgtn"),
    /** We give back (a refund), or the bank does by itself. */
    PAYMENT_RETURN("pacs.004.001.09", "PmtRtr");

    private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:";

    private final String definition;
    private final String root;

    MessageKind(String definition, String root) {
        this.definition = definition;
        this.root = root;
    }

    /** The message definition identifier, such as {@code pacs.008.001.08}. */
    String definition() {
        return definition;
    }

    String namespace() {
        return NAMESPACE + definition;
    }

    /** The only child of {@code Document}. */
    String root() {
        return root;
    }

    static @Nullable MessageKind ofNamespace(String namespace) {
        for (MessageKind kind : values()) {
            if (kind.namespace().equals(namespace)) {
                return kind;
            }
        }
        return null;
    }
}
