package io.everswitch.journal.ack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AckRuleTest {

    /** Stores by their first letters: S spool, W working set, P peer; a dash is none. */
    @ParameterizedTest(name = "{0} copies {1}/{2} healthy {3} accepted {4} lease {5}")
    @CsvSource({
        // A node by itself.
        "S,   1, 1, S,   -,  true,  WAIT,         S,  false",
        "S,   1, 1, S,   S,  true,  ACKNOWLEDGED, -,  false",
        "S,   1, 1, -,   -,  true,  REFUSE,       -,  false",
        "S,   1, 1, -,   S,  true,  ACKNOWLEDGED, -,  false",
        // Two copies: the judge first, and the spool only when the judge has accepted.
        "SW,  2, 2, SW,  -,  true,  WAIT,         W,  false",
        "SW,  2, 2, SW,  W,  true,  WAIT,         S,  false",
        "SW,  2, 2, SW,  SW, true,  ACKNOWLEDGED, -,  false",
        "SW,  2, 2, -,   SW, true,  ACKNOWLEDGED, -,  false",
        // The other one is sick: nothing takes its place, and the judge is not asked, so nothing is done.
        "SW,  2, 2, W,   -,  true,  REFUSE,       -,  false",
        "SW,  2, 2, S,   -,  true,  REFUSE,       -,  false",
        "SW,  2, 2, -,   -,  true,  REFUSE,       -,  false",
        // It became sick after the judge had accepted: neither stored nor not.
        "SW,  2, 2, W,   W,  true,  WAIT,         -,  false",
        "SW,  2, 2, S,   W,  true,  WAIT,         S,  false",
        "SW,  2, 2, -,   W,  true,  WAIT,         -,  false",
        // Only the judge's word makes it a holder's.
        "SW,  2, 2, SW,  S,  true,  WAIT,         W,  false",
        "SW,  2, 2, -,   S,  true,  WAIT,         -,  false",
        // One copy is allowed, two are normal.
        "SW,  1, 2, W,   W,  true,  ACKNOWLEDGED, -,  true",
        "SW,  1, 2, S,   S,  true,  WAIT,         -,  false",
        "SW,  1, 2, SW,  SW, true,  ACKNOWLEDGED, -,  false",
        "SW,  1, 2, W,   -,  true,  WAIT,         W,  false",
        "SW,  1, 2, S,   -,  true,  REFUSE,       -,  false",
        // Two sites: the other one's copy, or the own lease while it cannot be had.
        "SWP, 2, 2, SWP, -,  true,  WAIT,         W,  false",
        "SWP, 2, 2, SWP, W,  true,  WAIT,         SP, false",
        "SWP, 2, 2, SWP, SW, true,  WAIT,         P,  false",
        "SWP, 2, 2, SWP, WP, true,  ACKNOWLEDGED, -,  false",
        "SWP, 2, 2, SWP, SP, true,  WAIT,         W,  false",
        "SWP, 2, 2, SW,  SW, true,  ACKNOWLEDGED, -,  true",
        "SWP, 2, 2, SW,  -,  false, REFUSE,       -,  false",
        "SWP, 2, 2, SW,  SW, false, WAIT,         -,  false",
        "SWP, 2, 2, SWP, WP, false, ACKNOWLEDGED, -,  false",
        // Stores that this node does not have count for nothing.
        "S,   1, 1, WP,  WP, true,  REFUSE,       -,  false",
    })
    void decide_row_isAsWritten(
            String stores,
            int copies,
            int normal,
            String healthy,
            String accepted,
            boolean lease,
            Verdict verdict,
            String ask,
            boolean exposed) {
        AckRule rule = new AckRule(new AckPolicy(set(stores), copies, normal));

        AckDecision decision = rule.decide(new AckQuestion(set(healthy), set(accepted), lease));

        assertEquals(new AckDecision(verdict, set(ask), exposed), decision);
    }

    @Test
    void policy_moreCopiesThanStores_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new AckPolicy(set("S"), 2, 2));
        assertThrows(IllegalArgumentException.class, () -> new AckPolicy(set("S"), 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new AckPolicy(set("SW"), 2, 1));
    }

    private static Set<Store> set(String letters) {
        Set<Store> stores = EnumSet.noneOf(Store.class);
        for (Store store : Store.values()) {
            if (letters.indexOf(store.name().charAt(0)) >= 0) {
                stores.add(store);
            }
        }
        return stores;
    }
}
