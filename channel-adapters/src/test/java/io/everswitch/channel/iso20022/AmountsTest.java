package io.everswitch.channel.iso20022;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.everswitch.domain.money.Money;
import java.util.Currency;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
        CNY, 0,            0.00
        CNY, 1,            0.01
        CNY, 12345,        123.45
        CNY, 999999999999, 9999999999.99
        JPY, 500,          500
        JPY, 999999999999, 999999999999
        KWD, 1250,         1.250
        KWD, 1,            0.001
        CLF, 12345,        1.2345
        """)
    void decimal_currency_hasItsFractionDigits(String currency, long minor, String decimal) {
        assertEquals(decimal, Amounts.decimal(Money.of(minor, currency)));
        assertEquals(Money.of(minor, currency), Amounts.parse(decimal, currency));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        CNY, 5,       500
        CNY, 5.0,     500
        CNY, 005.10,  510
        KWD, 5,       5000
        KWD, 5.1,     5100
        JPY, 5,       5
        """)
    void parse_fewerFractionDigits_areExactToo(String currency, String decimal, long minor) {
        assertEquals(Money.of(minor, currency), Amounts.parse(decimal, currency));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        CNY, 5.001
        CNY, 5.000
        JPY, 5.0
        JPY, 5.5
        KWD, 5.1234
        CNY, ''
        CNY, .5
        CNY, 5.
        CNY, -5.00
        CNY, +5.00
        CNY, 5e2
        CNY, 5E+2
        CNY, '5,00'
        CNY, 0x5
        CNY, ' 5.00'
        CNY, '5.00 '
        CNY, '5 .00'
        CNY, ٥.٠٠
        CNY, Infinity
        CNY, NaN
        CNY, 10000000000.00
        JPY, 1000000000000
        JPY, 99999999999999999999999999999
        XXX, 5
        XAU, 5
        cny, 5.00
        ZZZ, 5.00
        '',  5.00
        """)
    void parse_notExactlyAnAmount_isNone(String currency, String decimal) {
        assertNull(Amounts.parse(decimal, currency));
    }

    @Test
    void decimal_currencyWithoutMinorUnit_refused() {
        assertThrows(IllegalArgumentException.class, () -> Amounts.decimal(Money.of(5, "XAU")));
    }

    @Property(tries = 500)
    void parse_whatWasWritten_isTheSame(
            @ForAll @LongRange(min = 0, max = Money.MINOR_MAX) long minor, @ForAll long which) {
        var currencies = Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getDefaultFractionDigits() >= 0)
                .sorted((a, b) -> a.getCurrencyCode().compareTo(b.getCurrencyCode()))
                .toList();
        Money amount = new Money(minor, currencies.get((int) Math.floorMod(which, (long) currencies.size())));
        assertEquals(amount, Amounts.parse(Amounts.decimal(amount), amount.currencyCode()));
    }
}
