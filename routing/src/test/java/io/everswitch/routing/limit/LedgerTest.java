package io.everswitch.routing.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.routing.limit.Ledger.Reservation;
import io.everswitch.routing.limit.Ledger.Usage;
import io.everswitch.routing.limit.Ledger.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static Verdict reserve(Ledger ledger, String reference, long amount) {
        return ledger.reserve(new Reservation(reference, amount, 1_000), 100, 3);
    }

    @Test
    void reserve_upToTheLimit_isGrantedAndNotOneMore() {
        Ledger ledger = new Ledger();
        assertEquals(Verdict.GRANTED, reserve(ledger, "a", 60));
        assertEquals(Verdict.OVER_AMOUNT, reserve(ledger, "b", 41));
        assertEquals(Verdict.GRANTED, reserve(ledger, "c", 40));
        assertEquals(Verdict.OVER_AMOUNT, reserve(ledger, "d", 1));
        assertEquals(new Usage(100, 2, 2), ledger.usage());
    }

    @Test
    void reserve_twice_countsOnce() {
        Ledger ledger = new Ledger();
        reserve(ledger, "a", 60);
        assertEquals(Verdict.GRANTED, reserve(ledger, "a", 60));
        assertEquals(new Usage(60, 1, 1), ledger.usage());
    }

    @Test
    void settle_givenBack_isThereForOthersAndTakenStays() {
        Ledger ledger = new Ledger();
        reserve(ledger, "a", 60);
        reserve(ledger, "b", 40);
        assertTrue(ledger.settle("a", false));
        assertTrue(ledger.settle("b", true));
        assertFalse(ledger.settle("b", false), "what was taken is not given back by a late word");
        assertEquals(new Usage(40, 1, 0), ledger.usage());
        assertEquals(Verdict.GRANTED, reserve(ledger, "c", 60));
    }

    @Test
    void reserve_countUsedUp_isRefused() {
        Ledger ledger = new Ledger();
        for (String reference : List.of("a", "b", "c")) {
            assertEquals(Verdict.GRANTED, reserve(ledger, reference, 1));
        }
        assertEquals(Verdict.OVER_COUNT, reserve(ledger, "d", 1));
    }

    @Test
    void reserve_limitLoweredBelowWhatIsUsed_isRefusedWithoutOverflow() {
        Ledger ledger = new Ledger();
        reserve(ledger, "a", 100);
        assertEquals(Verdict.OVER_AMOUNT, ledger.reserve(new Reservation("b", 1, 0), 10, 9));
        assertEquals(
                Verdict.OVER_AMOUNT,
                ledger.reserve(new Reservation("b", Long.MAX_VALUE, 0), Long.MAX_VALUE, Integer.MAX_VALUE));
    }

    @Test
    void reserve_tooManyOpen_isRefused() {
        Ledger ledger = new Ledger();
        for (int i = 0; i < Ledger.OPEN_MAX; i++) {
            ledger.reserve(new Reservation("r" + i, 1, 0), Long.MAX_VALUE, Integer.MAX_VALUE);
        }
        assertEquals(
                Verdict.TOO_MANY_OPEN,
                ledger.reserve(new Reservation("more", 1, 0), Long.MAX_VALUE, Integer.MAX_VALUE));
    }

    @Test
    void text_garbage_isRefused() {
        for (String text : List.of("", "1", "1 x", "1 1\n", "1 1\nA 2", "1 1\nA 2 3 4")) {
            assertThrows(IllegalArgumentException.class, () -> Ledger.of(text), text);
        }
    }

    /** Against the plainest model that there can be; through its text now and then, as it is kept. */
    @Test
    void anything_inAnyOrder_neverPassesTheLimitAndLosesNothing() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Ledger ledger = new Ledger();
        Map<String, Long> open = new HashMap<>();
        Map<String, Long> taken = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            String reference = "r" + random.nextInt(300);
            long amount = 1L + random.nextInt(50);
            if (random.nextBoolean() && !taken.containsKey(reference)) {
                boolean granted = ledger.reserve(new Reservation(reference, amount, step), 1_000, 60)
                        .granted();
                if (granted) {
                    open.putIfAbsent(reference, amount);
                }
            } else {
                boolean keep = random.nextInt(40) == 0 && taken.size() < 30;
                Long reserved = open.remove(reference);
                assertEquals(reserved != null, ledger.settle(reference, keep), () -> "seed " + seed);
                if (reserved != null && keep) {
                    taken.put(reference, reserved);
                }
            }
            if (random.nextInt(50) == 0) {
                ledger = Ledger.of(ledger.text());
            }
            long sum = open.values().stream().mapToLong(Long::longValue).sum()
                    + taken.values().stream().mapToLong(Long::longValue).sum();
            assertEquals(new Usage(sum, open.size() + taken.size(), open.size()), ledger.usage(), () -> "seed " + seed);
            assertTrue(sum <= 1_000 && open.size() + taken.size() <= 60, () -> "passed its limit, seed " + seed);
        }
    }
}
