package io.everswitch.channel.iso20022;

import io.everswitch.domain.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Between our minor units and the decimals of ISO 20022, by the exponent that ISO 4217 gives the currency. Always exact: what
 * cannot be said exactly is refused, never rounded. Stateless.
 */
final class Amounts {
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,13}(\\.[0-9]{1,5})?");

    private Amounts() {}

    /**
     * With all the fraction digits of the currency: {@code 123.45}, {@code 500} (yen), {@code 1.250} (Kuwaiti dinar).
     *
     * @throws IllegalArgumentException if the currency has no minor unit (gold, test codes)
     */
    static String decimal(Money amount) {
        int exponent = amount.currency().getDefaultFractionDigits();
        if (exponent < 0) {
            throw new IllegalArgumentException("currency " + amount.currencyCode() + " has no minor unit");
        }
        return BigDecimal.valueOf(amount.minor(), exponent).toPlainString();
    }

    /**
     * The amount, or null if it is none: not a plain decimal, more fraction digits than the currency has (also if they are
     * zeros), above {@link Money#MINOR_MAX}, a currency that is none.
     */
    static @Nullable Money parse(String decimal, String currencyCode) {
        Currency currency = currency(currencyCode);
        if (currency == null || !DECIMAL.matcher(decimal).matches()) {
            return null;
        }
        int point = decimal.indexOf('.');
        int fraction = point < 0 ? 0 : decimal.length() - point - 1;
        int exponent = currency.getDefaultFractionDigits();
        if (exponent < 0 || fraction > exponent) {
            return null;
        }
        // At most 13 digits before the point and 5 behind it: far below what a long holds.
        long minor = new BigDecimal(decimal).movePointRight(exponent).longValueExact();
        return minor <= Money.MINOR_MAX ? new Money(minor, currency) : null;
    }

    private static @Nullable Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            // Not a code of ISO 4217: there is no such amount.
            return null;
        }
    }
}
