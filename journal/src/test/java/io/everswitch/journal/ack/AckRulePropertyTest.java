package io.everswitch.journal.ack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

final class AckRulePropertyTest {

    @Provide
    Arbitrary<Set<Store>> stores() {
        return Arbitraries.of(Store.class).set();
    }

    @Property(tries = 5_000)
    void decide_always_isSound(
            @ForAll("stores") Set<Store> configured,
            @ForAll("stores") Set<Store> healthy,
            @ForAll("stores") Set<Store> accepted,
            @ForAll @IntRange(min = 1, max = 3) int copies,
            @ForAll boolean lease) {
        if (configured.size() < copies) {
            return;
        }
        AckDecision decision = new AckRule(new AckPolicy(configured, copies, copies))
                .decide(new AckQuestion(healthy, accepted, lease));
        Set<Store> held = both(configured, accepted);

        switch (decision.verdict()) {
            case ACKNOWLEDGED -> {
                assertTrue(held.size() >= copies, "never with fewer copies than it takes");
                assertTrue(decision.ask().isEmpty());
                assertTrue(held.contains(judge(configured)), "only the judge knows that the number was free");
                boolean peerMissing = configured.contains(Store.PEER) && !held.contains(Store.PEER);
                assertFalse(peerMissing && (!lease || healthy.contains(Store.PEER)), "cut off, yet going on");
                assertEquals(peerMissing, decision.exposed());
            }
            case REFUSE -> assertTrue(held.isEmpty(), "what somebody holds cannot be called not done");
            case WAIT -> {
                assertTrue(configured.containsAll(decision.ask()));
                assertTrue(healthy.containsAll(decision.ask()), "a sick store is not asked");
                assertTrue(both(decision.ask(), accepted).isEmpty(), "nobody is asked twice");
                assertTrue(
                        held.contains(judge(configured))
                                || Set.of(judge(configured)).containsAll(decision.ask()),
                        "nobody is asked before the judge has accepted");
            }
        }
    }

    @Property(tries = 5_000)
    void decide_everyAskedStoreAccepts_endsAcknowledged(
            @ForAll("stores") Set<Store> configured,
            @ForAll("stores") Set<Store> healthy,
            @ForAll @IntRange(min = 1, max = 3) int copies,
            @ForAll boolean lease) {
        if (configured.size() < copies) {
            return;
        }
        AckRule rule = new AckRule(new AckPolicy(configured, copies, copies));
        Set<Store> accepted = EnumSet.noneOf(Store.class);
        AckDecision decision = rule.decide(new AckQuestion(healthy, accepted, lease));
        if (decision.verdict() == Verdict.REFUSE) {
            return;
        }
        for (int round = 0; round < 2; round++) { // The others' turn comes after the judge's.
            accepted.addAll(
                    rule.decide(new AckQuestion(healthy, accepted, lease)).ask());
        }
        assertEquals(
                Verdict.ACKNOWLEDGED,
                rule.decide(new AckQuestion(healthy, accepted, lease)).verdict());
    }

    private static Store judge(Set<Store> configured) {
        return configured.contains(Store.WORKING_SET)
                ? Store.WORKING_SET
                : configured.contains(Store.SPOOL) ? Store.SPOOL : Store.PEER;
    }

    private static Set<Store> both(Set<Store> one, Set<Store> other) {
        Set<Store> both = EnumSet.noneOf(Store.class);
        both.addAll(one);
        both.retainAll(other);
        return both;
    }
}
