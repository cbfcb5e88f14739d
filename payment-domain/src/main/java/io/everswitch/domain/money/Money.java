package io.everswitch.domain.money;

import java.util.Currency;

/**
 * An amount in the minor unit of its currency (fen, cent; the yen has none), never negative. The exponent is that of
 * ISO 4217, as the JDK knows it.
 *
 * @param minor number of minor units, 0 … {@value #MINOR_MAX}
 * @param currency an ISO 4217 currency
 */
public record Money(long minor, Currency currency) {
    /** Twelve digits: what ISO 8583 field 4 can carry, so that every channel can carry every payment. */
    public static final long MINOR_MAX = 999_999_999_999L;

    public Money {
        if (minor < 0 || minor > MINOR_MAX) {
            throw new IllegalArgumentException("amount must be 0 … " + MINOR_MAX + " minor units: " + minor);
        }
    }

    public static Money of(long minor, String currencyCode) {
        return new Money(minor, Currency.getInstance(currencyCode));
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    public String currencyCode() {
        return currency.getCurrencyCode();
    }

    /** @throws IllegalArgumentException if the currencies differ or the sum is above {@link #MINOR_MAX} */
    public Money plus(Money other) {
        return new Money(Math.addExact(minor, sameCurrency(other).minor), currency);
    }

    /** @throws IllegalArgumentException if the currencies differ or {@code other} is larger */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, sameCurrency(other).minor), currency);
    }

    public boolean isMoreThan(Money other) {
        return minor > sameCurrency(other).minor;
    }

    public boolean isZero() {
        return minor == 0;
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("currencies differ: " + currency + " and " + other.currency);
        }
        return other;
    }

    @Override
    public String toString() {
        return minor + " " + currency.getCurrencyCode();
    }
}
