package io.everswitch.channel.iso20022;

import io.everswitch.channel.support.CodeMap;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import io.everswitch.domain.port.QueryAnswer;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.ReversalAnswer;
import java.util.List;
import java.util.Set;

/**
 * What a bank's messages mean: the truth table of this family. Pure.
 *
 * <p>A message counts only if it is valid and about the transaction that it answers: other ids, another original message, an
 * approval without an amount or with another one are UNKNOWN or NO_ANSWER. There is one exception: what a bank says when it is
 * <i>asked</i> about an attempt is its books' word. An approval of another amount in the same currency is then handed on as
 * it is, because the bank has that money and the payment must undo it; and a rejection is one whatever its reason.
 */
final class Iso20022Mapping {
    /** How the payment rules know "no such attempt" on a reversal. */
    private static final String UNKNOWN_TO_THE_BANK = "not_found";

    private static final String RETURNED = "returned";
    private static final String UNMAPPED = "code is not in the channel's map";
    private static final Set<String> DUPLICATES = Set.of("AM05", "DU01", "DU02", "DU03", "DU04", "DU05", "DUPL");

    /** Reasons why a bank surely will not undo (ExternalPaymentCancellationRejection1Code). */
    private static final Set<String> REVERSAL_REFUSED = Set.of("AC04", "AGNT", "AM04", "CUST", "LEGL", "NOAS", "PTNA");

    private Iso20022Mapping() {}

    /** The answer to a pacs.008 that was written whole. */
    static AttemptAnswer attempt(int httpStatus, Incoming answer, SentTransaction sent, CodeMap codes) {
        if (httpStatus == 401 || httpStatus == 429) {
            // Refused before anything was read: our signature or clock is wrong, or we ask too often. Nobody is
            // charged.
            return new AttemptAnswer(
                    Kind.DECLINED_RETRIABLE, "http_" + httpStatus, "", null, "bank refused the request itself");
        }
        if (httpStatus != 200) {
            return AttemptAnswer.unknown("http_" + httpStatus, "HTTP status " + httpStatus);
        }
        if (!(answer.document() instanceof StatusReport report)) {
            return unreadable(answer);
        }
        if (!report.original().isAbout(sent)) {
            return AttemptAnswer.unknown("wrong_reference", "answer is about another transaction");
        }
        AttemptAnswer said = outcome(report, codes);
        Money amount = report.amount();
        if (amount == null || amount.equals(sent.amount())) {
            return said;
        }
        String detail = amount.currency().equals(sent.amount().currency())
                ? "amount is not what was asked"
                : "currency is not what was asked";
        return new AttemptAnswer(Kind.UNKNOWN, said.rawCode(), said.bankReference(), amount, detail);
    }

    private static AttemptAnswer unreadable(Incoming answer) {
        return answer.document() == null
                ? AttemptAnswer.unknown("garbage", "answer cannot be read: " + answer.problem())
                : AttemptAnswer.unknown("wrong_message", "answer is no status report");
    }

    /** What a status report says by itself, from an answer or a callback; the caller compares the amount. */
    static AttemptAnswer outcome(StatusReport report, CodeMap codes) {
        String code = code(report, codes);
        Kind kind = kind(report, code, codes);
        if (kind == Kind.APPROVED && report.amount() == null) {
            return new AttemptAnswer(Kind.UNKNOWN, code, report.bankReference(), null, "amount is missing");
        }
        return new AttemptAnswer(kind, code, report.bankReference(), report.amount(), detail(report, code, codes));
    }

    /** Whether the answer is open only because nobody has said what the bank's code means. */
    static boolean isUnmapped(AttemptAnswer answer) {
        return answer.kind() == Kind.UNKNOWN && answer.detail().equals(UNMAPPED);
    }

    private static Kind kind(StatusReport report, String code, CodeMap codes) {
        String status = report.status();
        if (status.equals(StatusCodes.REJECTED)) {
            Kind kind = code.equals(StatusCodes.REJECTED) ? Kind.UNKNOWN : codes.kindOf(code);
            return kind == Kind.APPROVED ? Kind.UNKNOWN : kind;
        }
        if (codes.holds(status)) {
            Kind kind = codes.kindOf(status);
            // A status that is no rejection cannot mean one, whatever a map says.
            return kind == Kind.APPROVED ? kind : Kind.UNKNOWN;
        }
        return StatusCodes.isInterim(status) ? Kind.ACCEPTED : Kind.UNKNOWN;
    }

    private static String detail(StatusReport report, String code, CodeMap codes) {
        if (code.equals(StatusCodes.REJECTED)) {
            return "rejected without a reason";
        }
        if (codes.holds(code)) {
            return report.status().equals(StatusCodes.REJECTED) && codes.kindOf(code) == Kind.APPROVED
                    ? "rejected with an approving code"
                    : "";
        }
        return StatusCodes.isInterim(code) ? "" : UNMAPPED;
    }

    /** The reason that decides, of several the one that leaves most open; the status itself if there is none. */
    private static String code(StatusReport report, CodeMap codes) {
        if (!report.status().equals(StatusCodes.REJECTED)) {
            return report.status();
        }
        List<String> reasons = report.reasons();
        for (Kind careful : List.of(Kind.UNKNOWN, Kind.APPROVED, Kind.DECLINED_FINAL)) {
            for (String reason : reasons) {
                if (codes.kindOf(reason) == careful) {
                    return reason;
                }
            }
        }
        return reasons.isEmpty() ? StatusCodes.REJECTED : reasons.get(0);
    }

    /** The answer to a pacs.028. */
    static QueryAnswer query(int httpStatus, Incoming answer, SentTransaction sent, CodeMap codes) {
        if (httpStatus != 200) {
            return QueryAnswer.noAnswer("http_" + httpStatus);
        }
        if (!(answer.document() instanceof StatusReport report)) {
            return QueryAnswer.noAnswer(answer.document() == null ? "garbage" : "wrong_message");
        }
        if (!report.original().isAbout(sent)) {
            return QueryAnswer.noAnswer("wrong_reference");
        }
        Money amount = report.amount();
        if (amount != null && !amount.currency().equals(sent.amount().currency())) {
            return QueryAnswer.noAnswer("wrong_currency");
        }
        if (report.status().equals(StatusCodes.REJECTED)) {
            return rejected(report, sent, codes);
        }
        String status = report.status();
        if (status.equals(StatusCodes.CANCELLED)) {
            return found(QueryAnswer.Kind.REVERSED, report, status);
        }
        return switch (kind(report, status, codes)) {
            case APPROVED ->
                amount == null ? QueryAnswer.noAnswer("no_amount") : found(QueryAnswer.Kind.APPROVED, report, status);
            case ACCEPTED -> found(QueryAnswer.Kind.PENDING, report, status);
            case UNKNOWN, DECLINED_FINAL, DECLINED_RETRIABLE, NOT_SENT -> QueryAnswer.noAnswer(status);
        };
    }

    private static QueryAnswer rejected(StatusReport report, SentTransaction sent, CodeMap codes) {
        if (report.reasons().equals(List.of(StatusCodes.NOT_FOUND))) {
            return new QueryAnswer(QueryAnswer.Kind.NOT_FOUND, StatusCodes.NOT_FOUND, "", null);
        }
        String code = code(report, codes);
        boolean contradiction = report.reasons().contains(StatusCodes.NOT_FOUND)
                || report.reasons().stream().anyMatch(DUPLICATES::contains)
                || codes.kindOf(code) == Kind.APPROVED
                || (report.amount() != null && !report.amount().equals(sent.amount()));
        if (contradiction) {
            return QueryAnswer.noAnswer("contradiction");
        }
        boolean retriable = codes.kindOf(code) == Kind.DECLINED_RETRIABLE;
        return found(retriable ? QueryAnswer.Kind.DECLINED_RETRIABLE : QueryAnswer.Kind.DECLINED_FINAL, report, code);
    }

    private static QueryAnswer found(QueryAnswer.Kind kind, StatusReport report, String code) {
        return new QueryAnswer(kind, code, report.bankReference(), report.amount());
    }

    /** The answer to a camt.056: a camt.029, or the return itself. */
    static ReversalAnswer reversal(int httpStatus, Incoming answer, SentTransaction sent) {
        if (httpStatus != 200) {
            return ReversalAnswer.noAnswer("http_" + httpStatus);
        }
        BankDocument document = answer.document();
        if (document == null) {
            return ReversalAnswer.noAnswer("garbage");
        }
        if (!document.original().isAbout(sent)) {
            return ReversalAnswer.noAnswer("wrong_reference");
        }
        if (document instanceof Resolution resolution) {
            return resolved(resolution);
        }
        if (document instanceof ReturnedPayment returned) {
            return returned.returned().equals(sent.amount())
                    ? new ReversalAnswer(ReversalAnswer.Kind.ACKNOWLEDGED, RETURNED)
                    : ReversalAnswer.noAnswer("wrong_amount");
        }
        return ReversalAnswer.noAnswer("wrong_message");
    }

    /**
     * "Already returned" (ARDT) is no acknowledgement: it does not say how much went back to whom. It stays open, and people
     * or a statement decide.
     */
    private static ReversalAnswer resolved(Resolution resolution) {
        String confirmation = resolution.confirmation();
        String transaction = resolution.transaction();
        if (confirmation.equals("CNCL") && (transaction.isEmpty() || transaction.equals("ACCR"))) {
            return new ReversalAnswer(ReversalAnswer.Kind.ACKNOWLEDGED, confirmation);
        }
        if (!confirmation.equals("RJCR") || !(transaction.isEmpty() || transaction.equals("RJCR"))) {
            return ReversalAnswer.noAnswer(confirmation);
        }
        if (resolution.reasons().equals(List.of(StatusCodes.NOT_FOUND))) {
            return new ReversalAnswer(ReversalAnswer.Kind.ACKNOWLEDGED, UNKNOWN_TO_THE_BANK);
        }
        boolean refused = !resolution.reasons().isEmpty() && REVERSAL_REFUSED.containsAll(resolution.reasons());
        String code = resolution.reasons().isEmpty()
                ? confirmation
                : resolution.reasons().get(0);
        return refused ? new ReversalAnswer(ReversalAnswer.Kind.REFUSED, code) : ReversalAnswer.noAnswer(code);
    }

    /** The answer to a pacs.004 of ours. */
    static RefundAnswer refund(int httpStatus, Incoming answer, SentTransaction sent, CodeMap codes) {
        if (httpStatus != 200) {
            return RefundAnswer.noAnswer("http_" + httpStatus);
        }
        if (!(answer.document() instanceof StatusReport report)) {
            return RefundAnswer.noAnswer(answer.document() == null ? "garbage" : "wrong_message");
        }
        if (!report.original().isAbout(sent)) {
            return RefundAnswer.noAnswer("wrong_reference");
        }
        Money amount = report.amount();
        if (amount != null && !amount.equals(sent.amount())) {
            return RefundAnswer.noAnswer("wrong_amount");
        }
        AttemptAnswer said = outcome(report, codes);
        return switch (said.kind()) {
            case APPROVED -> new RefundAnswer(RefundAnswer.Kind.DONE, said.rawCode(), said.bankReference());
            case DECLINED_FINAL, DECLINED_RETRIABLE ->
                new RefundAnswer(RefundAnswer.Kind.REFUSED, said.rawCode(), said.bankReference());
            case UNKNOWN, ACCEPTED, NOT_SENT -> RefundAnswer.noAnswer(said.rawCode());
        };
    }

    /**
     * A return that the bank made by itself, as a callback: the whole of what it says it had taken is a final "not charged",
     * a part of it leaves the attempt open.
     */
    static AttemptAnswer returned(ReturnedPayment payment) {
        String code = payment.reasons().isEmpty() ? RETURNED : payment.reasons().get(0);
        boolean whole = payment.returned().equals(payment.charged());
        return new AttemptAnswer(
                whole ? Kind.DECLINED_FINAL : Kind.UNKNOWN,
                code,
                payment.bankReference(),
                null,
                whole ? "returned by the bank" : "returned by the bank in part: " + payment.returned());
    }
}
