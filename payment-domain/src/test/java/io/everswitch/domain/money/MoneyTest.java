package io.everswitch.domain.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MoneyTest {
    @Property
    void plusAndMinus_undoEachOther(
            @ForAll @LongRange(min = 0, max = Money.MINOR_MAX / 2) long a,
            @ForAll @LongRange(min = 0, max = Money.MINOR_MAX / 2) long b) {
        Money x = Money.of(a, "JPY");
        Money y = Money.of(b, "JPY");
        assertEquals(x, x.plus(y).minus(y));
        assertEquals(a > b, x.isMoreThan(y));
    }

    @Test
    void money_outOfBounds_refused() {
        Money most = Money.of(Money.MINOR_MAX, "USD");
        Money one = Money.of(1, "USD");
        assertThrows(IllegalArgumentException.class, () -> Money.of(-1, "USD"));
        assertThrows(IllegalArgumentException.class, () -> most.plus(one));
        assertThrows(IllegalArgumentException.class, () -> one.minus(most));
        assertThrows(IllegalArgumentException.class, () -> Money.of(1, "XX"));
    }

    @Test
    void money_otherCurrency_refused() {
        Money dollar = Money.of(1, "USD");
        Money euro = Money.of(1, "EUR");
        assertThrows(IllegalArgumentException.class, () -> dollar.plus(euro));
        assertThrows(IllegalArgumentException.class, () -> dollar.minus(euro));
        assertThrows(IllegalArgumentException.class, () -> dollar.isMoreThan(euro));
        assertTrue(Money.zero(dollar.currency()).isZero());
        assertEquals("1 USD", dollar.toString());
    }
}
