package io.everswitch.channel.iso20022;

import io.everswitch.domain.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A bank's bytes, read.
 *
 * @param document null exactly if the bytes are no message that a bank may send
 * @param problem why not, one word; empty if they are
 */
record Incoming(@Nullable BankDocument document, String problem) {
    static Incoming read(byte[] bytes) {
        XmlReading reading = XmlReader.read(bytes);
        MessageKind kind = reading.kind();
        XmlNode message = reading.message();
        if (kind == null || message == null) {
            return refused(reading.problem());
        }
        return switch (kind) {
            case STATUS_REPORT -> report(Objects.requireNonNull(message.find("TxInfAndSts")));
            case RESOLUTION -> resolution(message);
            case PAYMENT_RETURN -> returned(Objects.requireNonNull(message.find("TxInf")));
            case CREDIT_TRANSFER, STATUS_REQUEST, CANCELLATION_REQUEST -> refused("wrong_message");
        };
    }

    private static Incoming refused(String problem) {
        return new Incoming(null, problem);
    }

    private static Incoming report(XmlNode status) {
        XmlNode amount = status.find("OrgnlTxRef", "IntrBkSttlmAmt");
        Money money = amount == null ? null : money(amount);
        if (amount != null && money == null) {
            return refused("amount");
        }
        String reference = status.text("AcctSvcrRef");
        return new Incoming(
                new StatusReport(
                        Original.of(status),
                        status.text("TxSts"),
                        reasons(status, "StsRsnInf"),
                        reference.isEmpty() ? status.text("ClrSysRef") : reference,
                        money),
                "");
    }

    private static Incoming resolution(XmlNode message) {
        XmlNode status = Objects.requireNonNull(message.find("CxlDtls", "TxInfAndSts"));
        return new Incoming(
                new Resolution(
                        Original.of(status),
                        message.text("Sts", "Conf"),
                        status.text("TxCxlSts"),
                        reasons(status, "CxlStsRsnInf")),
                "");
    }

    private static Incoming returned(XmlNode transaction) {
        XmlNode charged = transaction.find("OrgnlIntrBkSttlmAmt");
        Money chargedMoney = charged == null ? null : money(charged);
        Money returned = money(Objects.requireNonNull(transaction.find("RtrdIntrBkSttlmAmt")));
        if (returned == null || (charged != null && chargedMoney == null)) {
            return refused("amount");
        }
        return new Incoming(
                new ReturnedPayment(
                        Original.of(transaction),
                        transaction.text("RtrId"),
                        returned,
                        chargedMoney,
                        reasons(transaction, "RtrRsnInf")),
                "");
    }

    private static @Nullable Money money(XmlNode amount) {
        return Amounts.parse(amount.text(), amount.currency());
    }

    private static List<String> reasons(XmlNode parent, String name) {
        List<String> reasons = new ArrayList<>();
        for (XmlNode information : parent.all(name)) {
            String code = information.text("Rsn", "Cd");
            String own = information.text("Rsn", "Prtry");
            if (!code.isEmpty() || !own.isEmpty()) {
                reasons.add(code.isEmpty() ? own : code);
            }
        }
        return reasons;
    }
}
