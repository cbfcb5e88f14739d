package io.everswitch.node.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Reachability;
import org.apache.pekko.cluster.UniqueAddress;
import org.junit.jupiter.api.Test;

class WitnessesTest {
    private static final UniqueAddress ONE = node(1);
    private static final UniqueAddress TWO = node(2);
    private static final UniqueAddress THREE = node(3);
    private static final UniqueAddress FOUR = node(4);
    private static final Set<UniqueAddress> ALL = Set.of(ONE, TWO, THREE);

    private static UniqueAddress node(int number) {
        return new UniqueAddress(new Address("pekko", "everswitch", "127.0.0.1" + number, 25520), (long) number);
    }

    private static Reachability nobody() {
        return Reachability.empty();
    }

    @Test
    void outByMost_oneIsCutOffAndAccusesAnother_isOutAlone() {
        Reachability seen = nobody().unreachable(ONE, TWO).unreachable(TWO, ONE).unreachable(THREE, ONE);
        assertEquals(Set.of(ONE), Witnesses.outByMost(seen, ALL));
        assertEquals(Set.of(ONE), Witnesses.outByMost(seen.unreachable(ONE, THREE), ALL));
    }

    @Test
    void outByMost_halfIsNotMost() {
        assertEquals(
                Set.of(), Witnesses.outByMost(nobody().unreachable(ONE, TWO).unreachable(TWO, ONE), ALL));
        assertEquals(Set.of(), Witnesses.outByMost(nobody().unreachable(ONE, TWO), Set.of(ONE, TWO)));
        Reachability two = nobody().unreachable(ONE, FOUR).unreachable(TWO, FOUR);
        assertEquals(Set.of(), Witnesses.outByMost(two, Set.of(ONE, TWO, THREE, FOUR)));
        assertEquals(Set.of(FOUR), Witnesses.outByMost(two.unreachable(THREE, FOUR), Set.of(ONE, TWO, THREE, FOUR)));
    }

    @Test
    void outByMost_whoIsNoMemberHasNoVoiceAndNoPlace() {
        Reachability seen =
                nobody().unreachable(FOUR, TWO).unreachable(ONE, TWO).unreachable(ONE, FOUR);
        assertEquals(Set.of(), Witnesses.outByMost(seen.unreachable(TWO, FOUR), ALL));
    }

    @Test
    void outByMost_reachedAgain_isForgotten() {
        Reachability seen =
                nobody().unreachable(TWO, ONE).unreachable(THREE, ONE).reachable(THREE, ONE);
        assertEquals(Set.of(), Witnesses.outByMost(seen, ALL));
    }
}
