package io.everswitch.chaos.bank;

import io.everswitch.chaos.http.BadInput;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A request of the form family, checked. Card and account numbers are looked at and forgotten.
 *
 * @param reference what the books know it by
 * @param original the reference of the payment that a refund gives back, else empty
 * @param amount in minor units; 0 in a query
 * @param currency three letters; XXX in a query
 * @param backUrl empty if none was given
 * @param echo what an answer repeats
 */
record FormRequest(
        Kind kind,
        String reference,
        String original,
        long amount,
        String currency,
        String backUrl,
        Map<String, String> echo) {
    /** What a bank of this family is asked. */
    enum Kind {
        QUERY("00"),
        PAYMENT("01"),
        REFUND("04"),
        REVERSAL("99");

        private final String code;

        Kind(String code) {
            this.code = code;
        }
    }

    private static final List<String> ECHOED =
            List.of("version", "encoding", "merId", "txnType", "orderId", "txnTime", "reqReserved");

    /** Of two currencies with the same digits the later one in the alphabet, as in ISO 8583. */
    private static final Map<String, String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .collect(Collectors.toMap(
                    Currency::getNumericCodeAsString,
                    Currency::getCurrencyCode,
                    (one, other) -> one.compareTo(other) > 0 ? one : other));

    private static final Map<String, String> DIGITS = Currency.getAvailableCurrencies().stream()
            .collect(Collectors.toMap(Currency::getCurrencyCode, Currency::getNumericCodeAsString));

    /** @param merchant the house's id at this bank */
    static FormRequest read(Map<String, String> fields, String merchant) throws BadInput {
        must(fields, "version", "5\\.1\\.0");
        must(fields, "encoding", "UTF-8");
        must(fields, "merId", merchant);
        must(fields, "txnTime", "20[0-9]{12}");
        must(fields, "reqReserved", "[ -~]{1,64}");
        String type = must(fields, "txnType", "[0-9]{2}");
        String reference = must(fields, "orderId", "[0-9A-Za-z]{8,40}");
        Map<String, String> echo = new LinkedHashMap<>();
        ECHOED.forEach(name -> echo.put(name, fields.getOrDefault(name, "")));
        for (Kind kind : Kind.values()) {
            if (kind.code.equals(type)) {
                return of(kind, reference, fields, Map.copyOf(echo));
            }
        }
        throw new BadInput("txnType", "must be of 00, 01, 04, 99");
    }

    private static FormRequest of(Kind kind, String reference, Map<String, String> fields, Map<String, String> echo)
            throws BadInput {
        if (kind == Kind.QUERY) {
            return new FormRequest(kind, reference, "", 0, "XXX", "", echo);
        }
        String currency = CURRENCIES.get(must(fields, "currencyCode", "[0-9]{3}"));
        long amount = Long.parseLong(must(fields, "txnAmt", "[1-9][0-9]{0,11}"));
        if (currency == null) {
            throw new BadInput("currencyCode", "must be one of ISO 4217");
        }
        String original = "";
        if (kind == Kind.PAYMENT) {
            means(fields);
        } else if (kind == Kind.REFUND) {
            original = must(fields, "origOrderId", "[0-9A-Za-z]{8,40}");
            must(fields, "origTxnTime", "20[0-9]{12}");
        }
        String backUrl = fields.containsKey("backUrl") ? must(fields, "backUrl", "https?://[\\x21-\\x7E]{1,500}") : "";
        return new FormRequest(kind, reference, original, amount, currency, backUrl, echo);
    }

    private static void means(Map<String, String> fields) throws BadInput {
        boolean card = must(fields, "accType", "0[12]").equals("01");
        must(fields, "accNo", card ? "[0-9]{12,19}" : "[0-9A-Za-z-]{1,34}");
        if (card) {
            must(fields, "expired", "[0-9]{2}(0[1-9]|1[0-2])");
        }
        if (fields.containsKey("cvn2")) {
            must(fields, "cvn2", "[0-9]{3,4}");
        }
    }

    private static String must(Map<String, String> fields, String name, String pattern) throws BadInput {
        String value = fields.getOrDefault(name, "");
        if (!value.matches(pattern)) {
            throw new BadInput(name, "is missing or wrong");
        }
        return value;
    }

    static String digits(String currency) {
        return DIGITS.getOrDefault(currency, "999");
    }

    BookOrder order(String channel) {
        return new BookOrder(channel, reference, amount, currency);
    }
}
