package io.everswitch.domain.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table again, from the other end: by what a status may be reached. */
class PaymentTransitionsTest {
    private static Map<PaymentStatus, Set<PaymentStatus>> reachedFrom() {
        Map<PaymentStatus, Set<PaymentStatus>> table = new EnumMap<>(PaymentStatus.class);
        Set<PaymentStatus> unpaid = EnumSet.of(PaymentStatus.REQUIRES_PAYMENT_METHOD, PaymentStatus.REQUIRES_ACTION);
        table.put(PaymentStatus.REQUIRES_PAYMENT_METHOD, EnumSet.noneOf(PaymentStatus.class));
        table.put(PaymentStatus.PROCESSING, unpaid);
        table.put(PaymentStatus.REQUIRES_ACTION, EnumSet.of(PaymentStatus.PROCESSING));
        table.put(PaymentStatus.SUCCEEDED, EnumSet.of(PaymentStatus.PROCESSING));
        table.put(PaymentStatus.FAILED, EnumSet.of(PaymentStatus.PROCESSING));
        table.put(PaymentStatus.CANCELED, unpaid);
        table.put(PaymentStatus.EXPIRED, unpaid);
        return table;
    }

    @Test
    void mayFollow_everyPair_isAsInTheReversedTable() {
        Map<PaymentStatus, Set<PaymentStatus>> table = reachedFrom();
        int allowed = 0;
        for (PaymentStatus from : PaymentStatus.values()) {
            for (PaymentStatus to : PaymentStatus.values()) {
                boolean expected =
                        java.util.Objects.requireNonNull(table.get(to)).contains(from);
                assertEquals(expected, PaymentTransitions.mayFollow(from, to), from + " -> " + to);
                allowed += expected ? 1 : 0;
                if (!expected) {
                    assertThrows(IllegalStateException.class, () -> PaymentTransitions.move(from, to));
                }
            }
        }
        assertEquals(9, allowed);
    }

    @Test
    void mayFollow_finalStatus_nothingFollows() {
        for (PaymentStatus from : PaymentStatus.values()) {
            boolean any =
                    EnumSet.allOf(PaymentStatus.class).stream().anyMatch(to -> PaymentTransitions.mayFollow(from, to));
            assertEquals(!from.isFinal(), any, from.toString());
        }
    }
}
