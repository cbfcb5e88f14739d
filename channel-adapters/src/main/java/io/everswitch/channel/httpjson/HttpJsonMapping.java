package io.everswitch.channel.httpjson;

import io.everswitch.channel.support.CodeMap;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import io.everswitch.domain.port.QueryAnswer;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.ReversalAnswer;
import java.util.Optional;

/**
 * What a bank's words mean: the truth table of this family. Pure.
 *
 * <p>An approval with another amount than asked stays an approval and names the amount, because the bank has that money and
 * the payment must deal with it. Another currency, a status that contradicts its code, a missing amount, another reference
 * are no answer at all: UNKNOWN or NO_ANSWER. A code alone says of a fresh charge what the channel's map says; but a charge
 * that stands in the bank's books as declined (a query) is declined, whatever the code.
 */
final class HttpJsonMapping {
    static final String DONE = "00";
    private static final String NOT_FOUND = "not_found";

    private HttpJsonMapping() {}

    /** The answer to {@code POST /charges}; the request was written whole. */
    static AttemptAnswer charge(int httpStatus, byte[] body, String reference, Money asked, CodeMap codes) {
        if (httpStatus == 401 || httpStatus == 429) {
            // Refused before anything was done: our signature or clock is wrong, or we ask too often. Nobody is
            // charged.
            return new AttemptAnswer(
                    Kind.DECLINED_RETRIABLE, "http_" + httpStatus, "", null, "bank refused the request itself");
        }
        Optional<BankMessage> parsed = BankMessage.parse(body);
        if (parsed.isEmpty()) {
            return AttemptAnswer.unknown(raw(httpStatus), "answer cannot be read");
        }
        BankMessage message = parsed.get();
        if (httpStatus == 200 || httpStatus == 202) {
            if (!message.reference().equals(reference)) {
                return AttemptAnswer.unknown("wrong_reference", "answer is about another charge");
            }
            if (message.status().equals("accepted")) {
                return new AttemptAnswer(Kind.ACCEPTED, "accepted", message.bankReference(), null, "");
            }
            return httpStatus == 202
                    ? AttemptAnswer.unknown("no_status", "202 without the status accepted")
                    : outcome(message, asked, codes);
        }
        return httpStatus >= 400 && httpStatus < 500
                ? refused(httpStatus, message, codes)
                : AttemptAnswer.unknown(raw(httpStatus), "HTTP status " + httpStatus);
    }

    /** 4xx with a code: refused, nothing done; only codes that stand for an open end leave it open (94: sent twice). */
    private static AttemptAnswer refused(int httpStatus, BankMessage message, CodeMap codes) {
        if (httpStatus == 404 && message.code().equals(NOT_FOUND)) {
            return new AttemptAnswer(Kind.DECLINED_RETRIABLE, "http_404", "", null, "bank has no such channel");
        }
        if (message.code().isEmpty()) {
            return AttemptAnswer.unknown(raw(httpStatus), "HTTP status " + httpStatus + " without a code");
        }
        Kind kind = codes.kindOf(message.code());
        return kind == Kind.APPROVED
                ? new AttemptAnswer(Kind.UNKNOWN, message.code(), "", null, "refused with an approving code")
                : new AttemptAnswer(kind, message.code(), "", null, noted(codes, message));
    }

    /** A final status from an answer or a callback. */
    static AttemptAnswer outcome(BankMessage message, Money asked, CodeMap codes) {
        Money amount = message.amount();
        String code = message.code();
        boolean approved = message.status().equals("approved");
        if (!approved && !message.status().equals("declined")) {
            return new AttemptAnswer(
                    Kind.UNKNOWN,
                    orElse(code, "no_status"),
                    message.bankReference(),
                    null,
                    "answer has no final status");
        }
        if (code.isEmpty() || amount == null) {
            return new AttemptAnswer(
                    Kind.UNKNOWN,
                    orElse(code, "no_code"),
                    message.bankReference(),
                    amount,
                    "code or amount is missing");
        }
        if (!amount.currency().equals(asked.currency()) || (!approved && !amount.equals(asked))) {
            return new AttemptAnswer(
                    Kind.UNKNOWN, code, message.bankReference(), amount, "amount is not what was asked");
        }
        Kind kind = codes.kindOf(code);
        if (approved != (kind == Kind.APPROVED) && kind != Kind.UNKNOWN) {
            return new AttemptAnswer(
                    Kind.UNKNOWN, code, message.bankReference(), amount, "status and code contradict each other");
        }
        return new AttemptAnswer(kind, code, message.bankReference(), amount, noted(codes, message));
    }

    /** The answer to {@code GET /charges/REFERENCE}. */
    static QueryAnswer query(int httpStatus, byte[] body, String reference, Money asked, CodeMap codes) {
        Optional<BankMessage> parsed = BankMessage.parse(body);
        if (parsed.isEmpty()) {
            return QueryAnswer.noAnswer(raw(httpStatus));
        }
        BankMessage message = parsed.get();
        if (httpStatus == 404 && message.code().equals(NOT_FOUND)) {
            return new QueryAnswer(QueryAnswer.Kind.NOT_FOUND, NOT_FOUND, "", null);
        }
        if (httpStatus != 200) {
            return QueryAnswer.noAnswer(raw(httpStatus));
        }
        if (!message.reference().equals(reference)) {
            return QueryAnswer.noAnswer("wrong_reference");
        }
        return switch (message.status()) {
            case "accepted" -> found(QueryAnswer.Kind.PENDING, message, "accepted");
            case "reversed" -> found(QueryAnswer.Kind.REVERSED, message, "reversed");
            case "approved" ->
                isAbout(message, asked) && codes.kindOf(message.code()) == Kind.APPROVED
                        ? found(QueryAnswer.Kind.APPROVED, message, DONE)
                        : QueryAnswer.noAnswer("contradiction");
            case "declined" -> declined(message, asked, codes);
            default -> QueryAnswer.noAnswer("no_status");
        };
    }

    private static QueryAnswer declined(BankMessage message, Money asked, CodeMap codes) {
        Kind kind = codes.kindOf(message.code());
        if (kind == Kind.APPROVED || message.code().isEmpty() || !asked.equals(message.amount())) {
            return QueryAnswer.noAnswer("contradiction");
        }
        boolean retriable = kind == Kind.DECLINED_RETRIABLE;
        return found(
                retriable ? QueryAnswer.Kind.DECLINED_RETRIABLE : QueryAnswer.Kind.DECLINED_FINAL, message, "declined");
    }

    private static boolean isAbout(BankMessage message, Money asked) {
        Money amount = message.amount();
        return amount != null && amount.currency().equals(asked.currency());
    }

    private static QueryAnswer found(QueryAnswer.Kind kind, BankMessage message, String word) {
        return new QueryAnswer(kind, orElse(message.code(), word), message.bankReference(), message.amount());
    }

    /** The answer to {@code POST /charges/REFERENCE/reversal}. */
    static ReversalAnswer reversal(int httpStatus, byte[] body, String reference) {
        Optional<BankMessage> parsed = BankMessage.parse(body);
        if (parsed.isEmpty()) {
            return ReversalAnswer.noAnswer(raw(httpStatus));
        }
        BankMessage message = parsed.get();
        if (!message.reference().isEmpty() && !message.reference().equals(reference)) {
            return ReversalAnswer.noAnswer("wrong_reference");
        }
        if (httpStatus == 200
                && message.status().equals("reversed")
                && message.code().equals(DONE)) {
            return new ReversalAnswer(ReversalAnswer.Kind.ACKNOWLEDGED, DONE);
        }
        if (httpStatus == 404 && message.code().equals(NOT_FOUND)) {
            return new ReversalAnswer(ReversalAnswer.Kind.ACKNOWLEDGED, NOT_FOUND);
        }
        if (httpStatus == 409 && !message.code().isEmpty()) {
            return new ReversalAnswer(ReversalAnswer.Kind.REFUSED, message.code());
        }
        return ReversalAnswer.noAnswer(raw(httpStatus));
    }

    /** The answer to {@code POST /refunds}. */
    static RefundAnswer refund(int httpStatus, byte[] body, String reference, Money asked) {
        Optional<BankMessage> parsed = BankMessage.parse(body);
        if (parsed.isEmpty()) {
            return RefundAnswer.noAnswer(raw(httpStatus));
        }
        BankMessage message = parsed.get();
        if (httpStatus == 409 && !message.code().isEmpty()) {
            return new RefundAnswer(RefundAnswer.Kind.REFUSED, message.code(), message.bankReference());
        }
        if (httpStatus != 200
                || !message.status().equals("done")
                || !message.code().equals(DONE)) {
            return RefundAnswer.noAnswer(raw(httpStatus));
        }
        if (!message.reference().equals(reference)) {
            return RefundAnswer.noAnswer("wrong_reference");
        }
        if (message.amount() != null && !message.amount().equals(asked)) {
            return RefundAnswer.noAnswer("wrong_amount");
        }
        return new RefundAnswer(RefundAnswer.Kind.DONE, DONE, message.bankReference());
    }

    private static String noted(CodeMap codes, BankMessage message) {
        return codes.holds(message.code()) ? "" : "code is not in the channel's map";
    }

    private static String raw(int httpStatus) {
        return httpStatus >= 200 && httpStatus < 300 ? "garbage" : "http_" + httpStatus;
    }

    private static String orElse(String code, String word) {
        return code.isEmpty() ? word : code;
    }
}
