package io.everswitch.chaos.bank;

import java.util.Currency;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A financial request, checked.
 *
 * @param original the payment that a refund gives back, else empty
 */
record IsoRequest(String reference, long amount, String currency, String original) {
    private static final String PURCHASE = "000000";
    private static final String REFUND = "200000";
    private static final Set<Integer> FINANCIAL = Set.of(3, 4, 7, 11, 32, 37, 41, 42, 48, 49);
    /** Where the JDK knows several currencies by one number, the one that sorts last: old ones were renamed away. */
    private static final Map<String, String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getNumericCode() > 0)
            .collect(Collectors.toMap(
                    Currency::getNumericCodeAsString,
                    Currency::getCurrencyCode,
                    (one, other) -> one.compareTo(other) > 0 ? one : other));

    /** @throws IsoFormatException if it is not as the page says; the bank answers 30 */
    static IsoRequest of(IsoMessage message) throws IsoFormatException {
        for (int field : FINANCIAL) {
            message.require(field);
        }
        Map<String, String> tags = PrivateData.parse(message.require(48));
        String reference = tags.getOrDefault(PrivateData.REFERENCE, "");
        String original = tags.getOrDefault(PrivateData.ORIGINAL, "");
        String currency = CURRENCIES.get(message.require(49));
        long amount = Long.parseLong(message.require(4));
        if (!BookLine.isPlain(reference) || currency == null || amount == 0) {
            throw new IsoFormatException("reference, currency or amount is wrong");
        }
        switch (message.mti()) {
            case "0200" -> purchase(message);
            case "0220", "0221" -> refund(message, original);
            default -> reversal(message);
        }
        return new IsoRequest(reference, amount, currency, original);
    }

    private static void purchase(IsoMessage message) throws IsoFormatException {
        for (int field : new int[] {12, 13, 18, 22}) {
            message.require(field);
        }
        boolean card = message.has(2) && message.has(14);
        if (!message.require(3).equals(PURCHASE) || card == message.has(102)) {
            throw new IsoFormatException("a purchase needs its processing code and a card or an account");
        }
    }

    private static void refund(IsoMessage message, String original) throws IsoFormatException {
        message.require(12);
        message.require(13);
        if (!message.require(3).equals(REFUND) || !BookLine.isPlain(original)) {
            throw new IsoFormatException("a refund needs its processing code and the payment's reference");
        }
    }

    private static void reversal(IsoMessage message) throws IsoFormatException {
        if (!message.require(90).startsWith("0200")) {
            throw new IsoFormatException("field 90 must name a purchase");
        }
    }
}
