package io.everswitch.channel.iso20022;

import io.everswitch.domain.means.BankAccountMeans;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.QueryRequest;
import io.everswitch.domain.port.RefundRequest;
import io.everswitch.domain.port.ReversalRequest;
import io.everswitch.domain.port.Vault;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import javax.xml.stream.XMLStreamException;

/**
 * Writes the messages that a channel sends, and holds each to its schema before anybody gets it. Only the credit transfer
 * opens the vault, straight into the bytes that are sent (M10). Immutable, thread-safe.
 */
final class Messages {
    private static final int REMITTANCE_MAX = 140;

    /** The house is not told the payer's name, but the standard wants one; this is the word that is usual for that. */
    private static final String NAME_UNKNOWN = "NOTPROVIDED";

    /** Settled by the instructed agent: the bank debits the payer and owes the house. */
    private static final String SETTLED_BY_THE_BANK = "INDA";

    private static final String CHARGES_BY_SERVICE_LEVEL = "SLEV";
    private static final String TECHNICAL_PROBLEM = "TECH";
    private static final String REFUND_FOR_THE_CUSTOMER = "MD06";

    private final Parties parties;

    Messages(Parties parties) {
        this.parties = parties;
    }

    /**
     * pacs.008.
     *
     * @throws IllegalArgumentException if the means is not an account, or the currency has no minor unit
     * @throws IllegalStateException if the vault cannot open the account; no message holds a secret
     */
    byte[] creditTransfer(AttemptRequest request, Vault vault, Instant now) {
        if (!(request.means() instanceof BankAccountMeans account)) {
            throw new IllegalArgumentException("a credit transfer is paid from an account");
        }
        SentTransaction sent = SentTransaction.attempt(request.ids().reference(), request.amount());
        return checked(MessageWriter.write(sent.kind(), message -> {
            moneyHeader(message, sent.messageId(), now);
            message.element("CdtTrfTxInf", () -> {
                message.element("PmtId", () -> {
                    message.text("EndToEndId", sent.ids().endToEndId());
                    message.text("TxId", sent.ids().txId());
                    message.text("UETR", sent.ids().uetr());
                });
                message.amount("IntrBkSttlmAmt", sent.amount());
                message.text("IntrBkSttlmDt", date(now));
                message.text("ChrgBr", CHARGES_BY_SERVICE_LEVEL);
                message.element("Dbtr", () -> message.text("Nm", NAME_UNKNOWN));
                account(message, "DbtrAcct", vault.open(account.account()));
                message.agent("DbtrAgt", parties.bankBic());
                message.agent("CdtrAgt", parties.houseBic());
                message.element("Cdtr", () -> message.text("Nm", parties.creditorName()));
                account(message, "CdtrAcct", parties.creditorAccount());
                String remittance = PlainText.of(request.description(), REMITTANCE_MAX);
                if (!remittance.isEmpty()) {
                    message.element("RmtInf", () -> message.text("Ustrd", remittance));
                }
            });
        }));
    }

    /** pacs.028. */
    byte[] statusRequest(QueryRequest request, Instant now) {
        String reference = request.ids().reference();
        SentTransaction sent = SentTransaction.attempt(reference, request.amount());
        return checked(MessageWriter.write(MessageKind.STATUS_REQUEST, message -> {
            message.element("GrpHdr", () -> {
                message.text("MsgId", MessageIds.statusRequest(reference));
                message.text("CreDtTm", time(now));
                message.agent("InstgAgt", parties.houseBic());
                message.agent("InstdAgt", parties.bankBic());
            });
            message.element("TxInf", () -> {
                message.text("StsReqId", MessageIds.statusRequest(reference));
                originals(message, sent);
                message.element("OrgnlTxRef", () -> message.amount("IntrBkSttlmAmt", sent.amount()));
            });
        }));
    }

    /** camt.056. */
    byte[] cancellation(ReversalRequest request, Instant now) {
        String reference = request.ids().reference();
        SentTransaction sent = SentTransaction.attempt(reference, request.amount());
        return checked(MessageWriter.write(MessageKind.CANCELLATION_REQUEST, message -> {
            message.element("Assgnmt", () -> {
                message.text("Id", MessageIds.cancellation(reference));
                message.element("Assgnr", () -> message.agent("Agt", parties.houseBic()));
                message.element("Assgne", () -> message.agent("Agt", parties.bankBic()));
                message.text("CreDtTm", time(now));
            });
            message.element("Case", () -> {
                message.text("Id", MessageIds.cancellationCase(reference));
                message.element("Cretr", () -> message.agent("Agt", parties.houseBic()));
            });
            message.element("CtrlData", () -> message.text("NbOfTxs", "1"));
            message.element(
                    "Undrlyg",
                    () -> message.element("TxInf", () -> {
                        message.text("CxlId", MessageIds.cancellationCase(reference));
                        originals(message, sent);
                        message.amount("OrgnlIntrBkSttlmAmt", sent.amount());
                        reason(message, "CxlRsnInf", TECHNICAL_PROBLEM);
                    }));
        }));
    }

    /** pacs.004. */
    byte[] paymentReturn(RefundRequest request, Instant now) {
        String reference = request.ids().reference();
        Money amount = request.amount();
        SentTransaction original = SentTransaction.attempt(request.original().reference(), amount);
        return checked(MessageWriter.write(MessageKind.PAYMENT_RETURN, message -> {
            moneyHeader(message, MessageIds.paymentReturn(reference), now);
            message.element("TxInf", () -> {
                message.text("RtrId", reference);
                originals(message, original);
                message.amount("RtrdIntrBkSttlmAmt", amount);
                message.text("IntrBkSttlmDt", date(now));
                reason(message, "RtrRsnInf", REFUND_FOR_THE_CUSTOMER);
            });
        }));
    }

    private void moneyHeader(MessageWriter message, String messageId, Instant now) throws XMLStreamException {
        message.element("GrpHdr", () -> {
            message.text("MsgId", messageId);
            message.text("CreDtTm", time(now));
            message.text("NbOfTxs", "1");
            message.element("SttlmInf", () -> message.text("SttlmMtd", SETTLED_BY_THE_BANK));
            message.agent("InstgAgt", parties.houseBic());
            message.agent("InstdAgt", parties.bankBic());
        });
    }

    private static void originals(MessageWriter message, SentTransaction sent) throws XMLStreamException {
        message.element("OrgnlGrpInf", () -> {
            message.text("OrgnlMsgId", sent.messageId());
            message.text("OrgnlMsgNmId", sent.kind().definition());
        });
        message.text("OrgnlEndToEndId", sent.ids().endToEndId());
        message.text("OrgnlTxId", sent.ids().txId());
        message.text("OrgnlUETR", sent.ids().uetr());
    }

    private static void reason(MessageWriter message, String name, String code) throws XMLStreamException {
        message.element(name, () -> message.element("Rsn", () -> message.text("Cd", code)));
    }

    private static void account(MessageWriter message, String name, String number) throws XMLStreamException {
        message.element(
                name,
                () -> message.element("Id", () -> {
                    if (Iban.is(number)) {
                        message.text("IBAN", number);
                    } else {
                        message.element("Othr", () -> message.text("Id", number));
                    }
                }));
    }

    private static String time(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String date(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
    }

    /** What a bank would have to refuse must not leave: better not sent than unknown. */
    private static byte[] checked(byte[] bytes) {
        XmlReading reading = XmlReader.read(bytes);
        if (!reading.problem().isEmpty()) {
            throw new IllegalStateException("our own message is not valid: " + reading.problem());
        }
        return bytes;
    }
}
