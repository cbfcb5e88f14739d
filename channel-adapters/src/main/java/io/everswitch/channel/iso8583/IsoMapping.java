package io.everswitch.channel.iso8583;

import io.everswitch.channel.iso8583.IsoCodec.Decoded;
import io.everswitch.channel.support.CodeMap;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.ReversalAnswer;
import java.util.Currency;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a bank's answer means. Pure. An answer counts only if all of it could be read, its code is there and its amount is
 * what was asked; anything else is UNKNOWN or NO_ANSWER, never a decline and never an approval.
 */
final class IsoMapping {
    private static final Set<String> REVERSED = Set.of("00", "94", "22", "25");
    private static final Set<String> REFUNDED = Set.of("00", "94");
    private static final Set<String> REFUND_REFUSED = Set.of("12", "57", "40");
    private static final int NUMERIC_CODE_LIMIT = 1000;

    private IsoMapping() {}

    static AttemptAnswer attempt(Decoded answer, Money asked, CodeMap codes) {
        if (!answer.whole()) {
            return AttemptAnswer.unknown(fault(answer), "answer is not taken: " + answer.problem());
        }
        IsoFields fields = answer.fields();
        String code = fields.text(39);
        String bankReference = fields.text(38);
        if (code.isEmpty()) {
            return AttemptAnswer.unknown("no_code", "answer has no code");
        }
        if (!fields.has(4)) {
            return new AttemptAnswer(Kind.UNKNOWN, code, bankReference, null, "answer has no amount");
        }
        Money amount = amount(fields, asked);
        if (amount == null) {
            return new AttemptAnswer(Kind.UNKNOWN, code, bankReference, null, "answer has a currency unknown to us");
        }
        if (!amount.equals(asked)) {
            return new AttemptAnswer(Kind.UNKNOWN, code, bankReference, amount, "amount is not what was asked");
        }
        String detail = codes.holds(code) ? "" : "code is not in the channel's map";
        return new AttemptAnswer(codes.kindOf(code), code, bankReference, amount, detail);
    }

    static ReversalAnswer reversal(Decoded answer, Money asked) {
        String problem = problem(answer, asked);
        if (problem != null) {
            return ReversalAnswer.noAnswer(problem);
        }
        String code = answer.fields().text(39);
        return REVERSED.contains(code)
                ? new ReversalAnswer(ReversalAnswer.Kind.ACKNOWLEDGED, code)
                : ReversalAnswer.noAnswer(code);
    }

    static RefundAnswer refund(Decoded answer, Money asked) {
        String problem = problem(answer, asked);
        if (problem != null) {
            return RefundAnswer.noAnswer(problem);
        }
        String code = answer.fields().text(39);
        if (REFUNDED.contains(code)) {
            return new RefundAnswer(
                    RefundAnswer.Kind.DONE, code, answer.fields().text(38));
        }
        return REFUND_REFUSED.contains(code)
                ? new RefundAnswer(RefundAnswer.Kind.REFUSED, code, "")
                : RefundAnswer.noAnswer(code);
    }

    /** Why the answer to a reversal or refund does not count; null if it does. An absent amount is no contradiction. */
    private static @Nullable String problem(Decoded answer, Money asked) {
        if (!answer.whole()) {
            return fault(answer);
        }
        if (answer.fields().text(39).isEmpty()) {
            return "no_code";
        }
        if (answer.fields().has(4) && !asked.equals(amount(answer.fields(), asked))) {
            return "wrong_amount";
        }
        return null;
    }

    private static String fault(Decoded answer) {
        return answer.isForged() ? "wrong_mac" : "garbage";
    }

    /** The amount of the answer; without field 49 it is meant in the currency that was asked. */
    private static @Nullable Money amount(IsoFields fields, Money asked) {
        long minor = Long.parseLong(fields.text(4));
        String numeric = fields.get(49);
        if (numeric == null || numericCode(asked.currency()).equals(numeric)) {
            return new Money(minor, asked.currency());
        }
        return Currency.getAvailableCurrencies().stream()
                .filter(currency -> numericCode(currency).equals(numeric))
                .min((a, b) -> a.getCurrencyCode().compareTo(b.getCurrencyCode()))
                .map(currency -> new Money(minor, currency))
                .orElse(null);
    }

    static String numericCode(Currency currency) {
        return Texts.digits(currency.getNumericCode() % NUMERIC_CODE_LIMIT, 3);
    }
}
