package io.everswitch.channel.form;

import io.everswitch.channel.form.FormAnswer.Heard;
import io.everswitch.channel.support.CodeMap;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import io.everswitch.domain.port.QueryAnswer;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.ReversalAnswer;

/**
 * What a bank's words mean: the truth table of this family. Pure. Where nothing genuine was heard, nothing is known: UNKNOWN,
 * or no answer, whatever the HTTP status was. An approval with another amount than asked stays an approval and names the
 * amount, because the bank has that money and the payment must deal with it.
 */
final class FormMapping {
    private FormMapping() {}

    /** The answer to a consume that was written whole. */
    static AttemptAnswer attempt(Heard heard, Money asked, CodeMap codes) {
        FormAnswer answer = heard.answer();
        if (answer == null) {
            return AttemptAnswer.unknown(heard.problem(), "no genuine answer");
        }
        if (answer.code().isEmpty()) {
            return AttemptAnswer.unknown("no_code", "answer has no code");
        }
        if (!answer.isOk()) {
            Kind kind = codes.kindOf(answer.code());
            return new AttemptAnswer(kind, answer.code(), "", null, noted(codes, answer.code()));
        }
        if (answer.state().equals("P")) {
            return new AttemptAnswer(Kind.ACCEPTED, "accepted", answer.bankReference(), null, "");
        }
        return outcome(answer, asked, codes);
    }

    /** How a payment ended, from an answer or a callback. */
    static AttemptAnswer outcome(FormAnswer answer, Money asked, CodeMap codes) {
        Money amount = answer.amount();
        String code = answer.paymentCode();
        boolean approved = answer.state().equals("S");
        if (!approved && !answer.state().equals("F")) {
            return open(answer, "no_state", "answer has no final state");
        }
        if (code.isEmpty() || amount == null) {
            return open(answer, "no_code", "code or amount is missing");
        }
        if (!amount.currency().equals(asked.currency()) || (!approved && !amount.equals(asked))) {
            return open(answer, code, "amount is not what was asked");
        }
        Kind kind = codes.kindOf(code);
        if (approved != (kind == Kind.APPROVED) && kind != Kind.UNKNOWN) {
            return open(answer, code, "state and code contradict each other");
        }
        return new AttemptAnswer(kind, code, answer.bankReference(), amount, noted(codes, code));
    }

    private static AttemptAnswer open(FormAnswer answer, String word, String detail) {
        String code = answer.paymentCode().isEmpty() ? word : answer.paymentCode();
        return new AttemptAnswer(Kind.UNKNOWN, code, answer.bankReference(), answer.amount(), detail);
    }

    static QueryAnswer query(Heard heard, Money asked, CodeMap codes) {
        FormAnswer answer = heard.answer();
        if (answer == null) {
            return QueryAnswer.noAnswer(heard.problem());
        }
        if (answer.code().equals(FormCodes.NOT_FOUND)) {
            return new QueryAnswer(QueryAnswer.Kind.NOT_FOUND, FormCodes.NOT_FOUND, "", null);
        }
        if (!answer.isOk()) {
            return QueryAnswer.noAnswer(orElse(answer.code(), "no_code"));
        }
        return switch (answer.state()) {
            case "P" -> found(QueryAnswer.Kind.PENDING, answer, "accepted");
            case "R" -> found(QueryAnswer.Kind.REVERSED, answer, "reversed");
            case "S" ->
                isIn(answer, asked) && codes.kindOf(answer.paymentCode()) == Kind.APPROVED
                        ? found(QueryAnswer.Kind.APPROVED, answer, FormCodes.DONE)
                        : QueryAnswer.noAnswer("contradiction");
            case "F" -> declined(answer, asked, codes);
            default -> QueryAnswer.noAnswer("no_state");
        };
    }

    /** What stands in the books as failed is declined, also if the code alone would leave it open. */
    private static QueryAnswer declined(FormAnswer answer, Money asked, CodeMap codes) {
        Kind kind = codes.kindOf(answer.paymentCode());
        if (kind == Kind.APPROVED || answer.paymentCode().isEmpty() || !asked.equals(answer.amount())) {
            return QueryAnswer.noAnswer("contradiction");
        }
        return found(
                kind == Kind.DECLINED_RETRIABLE ? QueryAnswer.Kind.DECLINED_RETRIABLE : QueryAnswer.Kind.DECLINED_FINAL,
                answer,
                "declined");
    }

    private static boolean isIn(FormAnswer answer, Money asked) {
        Money amount = answer.amount();
        return amount != null && amount.currency().equals(asked.currency());
    }

    private static QueryAnswer found(QueryAnswer.Kind kind, FormAnswer answer, String word) {
        return new QueryAnswer(kind, orElse(answer.paymentCode(), word), answer.bankReference(), answer.amount());
    }

    static ReversalAnswer reversal(Heard heard) {
        FormAnswer answer = heard.answer();
        if (answer == null) {
            return ReversalAnswer.noAnswer(heard.problem());
        }
        if (answer.isOk() || answer.code().equals(FormCodes.NOT_FOUND)) {
            return new ReversalAnswer(ReversalAnswer.Kind.ACKNOWLEDGED, answer.code());
        }
        return FormCodes.REFUSED_FOR_GOOD.contains(answer.code())
                ? new ReversalAnswer(ReversalAnswer.Kind.REFUSED, answer.code())
                : ReversalAnswer.noAnswer(orElse(answer.code(), "no_code"));
    }

    static RefundAnswer refund(Heard heard, Money asked) {
        FormAnswer answer = heard.answer();
        if (answer == null) {
            return RefundAnswer.noAnswer(heard.problem());
        }
        if (answer.isOk()) {
            return asked.equals(answer.amount())
                    ? new RefundAnswer(RefundAnswer.Kind.DONE, FormCodes.DONE, answer.bankReference())
                    : RefundAnswer.noAnswer("wrong_amount");
        }
        boolean refused =
                answer.code().equals(FormCodes.NOT_FOUND) || FormCodes.REFUSED_FOR_GOOD.contains(answer.code());
        return refused
                ? new RefundAnswer(RefundAnswer.Kind.REFUSED, answer.code(), answer.bankReference())
                : RefundAnswer.noAnswer(orElse(answer.code(), "no_code"));
    }

    /** Whether the map has no word for the code: then it should be counted and looked at. */
    static boolean isUnmapped(AttemptAnswer answer) {
        return answer.detail().equals(NOTED);
    }

    private static final String NOTED = "code is not in the channel's map";

    private static String noted(CodeMap codes, String code) {
        return codes.holds(code) ? "" : NOTED;
    }

    private static String orElse(String code, String word) {
        return code.isEmpty() ? word : code;
    }
}
