package io.everswitch.channel.form;

import io.everswitch.domain.money.Money;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Amounts as the family writes them: minor units, and the currency's three digits. Stateless. */
final class FormMoney {
    private static final Pattern MINOR = Pattern.compile("[0-9]{1,12}");
    private static final Map<String, Currency> BY_DIGITS = byDigits();

    private FormMoney() {}

    /** Digits that two currencies share, an old one and its heir, stand for neither. */
    private static Map<String, Currency> byDigits() {
        Map<String, Currency> known = new HashMap<>();
        Set<String> shared = new HashSet<>();
        for (Currency currency : Currency.getAvailableCurrencies()) {
            String digits = plainDigits(currency);
            if (known.putIfAbsent(digits, currency) != null) {
                shared.add(digits);
            }
        }
        known.keySet().removeAll(shared);
        return Map.copyOf(known);
    }

    private static String plainDigits(Currency currency) {
        String digits = Integer.toString(currency.getNumericCode());
        return "0".repeat(Math.max(0, 3 - digits.length())) + digits;
    }

    /** @throws IllegalArgumentException if the currency cannot be said in digits alone */
    static String digits(Currency currency) {
        String digits = plainDigits(currency);
        if (!currency.equals(BY_DIGITS.get(digits))) {
            throw new IllegalArgumentException("currency has no digits of its own: " + currency);
        }
        return digits;
    }

    /** Null if amount or currency is missing or cannot be understood. */
    static @Nullable Money read(FormFields fields) {
        String minor = fields.get("txnAmt");
        Currency currency = BY_DIGITS.get(fields.get("currencyCode"));
        if (currency == null || !MINOR.matcher(minor).matches()) {
            return null;
        }
        return new Money(Long.parseLong(minor), currency);
    }

    static FormFields write(FormFields fields, Money amount) {
        return fields.with("txnAmt", Long.toString(amount.minor())).with("currencyCode", digits(amount.currency()));
    }
}
