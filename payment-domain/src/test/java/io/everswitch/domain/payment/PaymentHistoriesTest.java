package io.everswitch.domain.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random histories against the invariants M2, M3, M5, M6, M7 and M9. {@code -Dhistories.seed} repeats one run,
 * {@code -Dhistories.count} makes it longer; a failure names the seed of its history.
 */
class PaymentHistoriesTest {
    /** Some seconds on a small machine; rare paths are seen some dozen times each. */
    private static final int COUNT_DEFAULT = 6_000;

    private static final int STEPS_MAX = 120;

    @Test
    void histories_ofAnyOrder_keepTheInvariants() {
        long base = Long.getLong("histories.seed", new Random().nextLong());
        int count = Integer.getInteger("histories.count", COUNT_DEFAULT);
        Map<String, Integer> seen = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            History history = new History(base + i);
            try {
                history.play(10 + (int) Math.floorMod(base + i, (long) STEPS_MAX));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "-Dhistories.seed=" + (base + i) + " -Dhistories.count=1: " + e + "\n"
                                + String.join("\n", history.log),
                        e);
            }
            history.seen.forEach((what, times) -> seen.merge(what, times, Integer::sum));
        }
        System.out.println(count + " histories from seed " + base + ": " + seen);
        if (count >= COUNT_DEFAULT) {
            assertEverythingHappened(base, seen);
        }
    }

    /** A check of histories in which a thing never happens would prove nothing about it. */
    private static void assertEverythingHappened(long base, Map<String, Integer> seen) {
        List<String> missing = new ArrayList<>();
        for (Class<?> sealed : List.of(PaymentFact.class, PaymentCommand.class)) {
            for (Class<?> kind : sealed.getPermittedSubclasses()) {
                if (seen.getOrDefault(kind.getSimpleName(), 0) == 0) {
                    missing.add(kind.getSimpleName());
                }
            }
        }
        for (PaymentStatus status : PaymentStatus.values()) {
            if (status.isFinal() && seen.getOrDefault("end " + status, 0) == 0) {
                missing.add("end " + status);
            }
        }
        assertEquals(List.of(), missing, "never happened from seed " + base);
        assertTrue(seen.getOrDefault("restart", 0) > 100, "restarts from seed " + base + ": " + seen);
    }
}
