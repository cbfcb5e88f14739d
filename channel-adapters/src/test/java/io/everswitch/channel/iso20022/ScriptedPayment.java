package io.everswitch.channel.iso20022;

/**
 * A payment in the scripted bank's books.
 *
 * @param ids message id, transaction id and UETR with which it came, with blanks between
 * @param reason empty unless it was rejected
 */
record ScriptedPayment(String reference, String ids, String amount, String currency, String status, String reason) {
    /** The pacs.002 that says how it stands. */
    BankXml report() {
        BankXml xml = reason.isEmpty() ? BankXml.report(status) : BankXml.report(status, reason);
        return named(xml).with("AMOUNT", amount).with("CCY", currency);
    }

    /** A message about this payment. */
    BankXml named(BankXml xml) {
        return xml.about(reference, ids.substring(ids.lastIndexOf(' ') + 1));
    }

    ScriptedPayment as(String other) {
        return new ScriptedPayment(reference, ids, amount, currency, other, "");
    }
}
