package io.everswitch.chaos.bank;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a bank of the form family says, before it is signed. Stateless. */
final class FormReplies {
    /** How this family says the two characters of the books; what is not here is the bank's own code. */
    private static final Map<String, String> CODES = Map.of(
            "00", "00",
            "05", "30",
            "51", "64",
            "91", "02",
            "94", "12",
            "14", "61",
            "61", "60",
            "13", "36",
            "57", "36");

    private FormReplies() {}

    private static String code(String book) {
        return switch (book) {
            case "12", "40" -> "35";
            default -> CODES.getOrDefault(book, "X" + book);
        };
    }

    /** About the message alone. */
    static Map<String, String> said(FormRequest request, String respCode) {
        Map<String, String> fields = new LinkedHashMap<>(request.echo());
        fields.put("respCode", respCode);
        return fields;
    }

    /** The message is refused with a code of the books. */
    static Map<String, String> refused(FormRequest request, String bookCode) {
        return said(request, code(bookCode));
    }

    /** A payment that is not yet told. */
    static Map<String, String> accepted(FormRequest request, BookAnswer booked) {
        return stands(request, booked, booked.amount(), "P");
    }

    /** A payment as the books know it; {@code amount} may be a wrong one on purpose. */
    static Map<String, String> told(FormRequest request, BookAnswer booked, long amount) {
        return switch (booked.state()) {
            case CHARGED, REFUNDED -> stands(request, booked, amount, "S");
            case REVERSED -> stands(request, booked, amount, "R");
            case DECLINED, REFUND_REFUSED -> stands(request, booked, amount, "F");
            case NONE, VOID -> said(request, "34");
        };
    }

    private static Map<String, String> stands(FormRequest request, BookAnswer booked, long amount, String state) {
        Map<String, String> fields = money(request, booked, amount);
        fields.put("txnState", state);
        if (!state.equals("P")) {
            fields.put("origRespCode", code(booked.code()));
        }
        return fields;
    }

    private static Map<String, String> money(FormRequest request, BookAnswer booked, long amount) {
        Map<String, String> fields = said(request, "00");
        if (!booked.bankReference().isEmpty()) {
            fields.put("queryId", booked.bankReference());
        }
        fields.put("txnAmt", Long.toString(amount));
        fields.put("currencyCode", FormRequest.digits(booked.currency()));
        return fields;
    }

    static Map<String, String> refunded(FormRequest request, BookAnswer booked) {
        return money(request, booked, booked.amount());
    }
}
