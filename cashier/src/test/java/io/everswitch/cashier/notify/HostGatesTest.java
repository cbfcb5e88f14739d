package io.everswitch.cashier.notify;

import static io.everswitch.cashier.notify.HostGates.Entry.BUSY;
import static io.everswitch.cashier.notify.HostGates.Entry.RUN;
import static io.everswitch.cashier.notify.HostGates.Entry.WAIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HostGatesTest {
    @Test
    void enter_beyondRunningAndWaiting_isBusy() {
        HostGates<String> gates = new HostGates<>(2, 1, 100);

        assertEquals(RUN, gates.enter("a", "1"));
        assertEquals(RUN, gates.enter("a", "2"));
        assertEquals(WAIT, gates.enter("a", "3"));
        assertEquals(BUSY, gates.enter("a", "4"));
        assertEquals(RUN, gates.enter("b", "5"));
        assertEquals(4, gates.total());
    }

    @Test
    void leave_withOneWaiting_handsThePlaceOver() {
        HostGates<String> gates = new HostGates<>(1, 2, 100);
        gates.enter("a", "1");
        gates.enter("a", "2");
        gates.enter("a", "3");

        assertEquals("2", gates.leave("a"));
        assertEquals(WAIT, gates.enter("a", "4"));
        assertEquals("3", gates.leave("a"));
        assertEquals("4", gates.leave("a"));
        assertNull(gates.leave("a"));
        assertEquals(0, gates.total());
        assertEquals(0, gates.hosts());
    }

    @Test
    void abandon_waiting_freesThePlaceOnce() {
        HostGates<String> gates = new HostGates<>(1, 1, 100);
        gates.enter("a", "1");
        gates.enter("a", "2");

        assertTrue(gates.abandon("a", "2"));
        assertFalse(gates.abandon("a", "2"));
        assertFalse(gates.abandon("none", "2"));
        assertEquals(1, gates.total());
        assertNull(gates.leave("a"));
        assertEquals(0, gates.hosts());
    }

    @Test
    void enter_beyondTotal_isBusyForAll() {
        HostGates<String> gates = new HostGates<>(10, 10, 2);
        gates.enter("a", "1");
        gates.enter("b", "2");

        assertEquals(BUSY, gates.enter("c", "3"));
        gates.leave("a");
        assertEquals(RUN, gates.enter("c", "3"));
    }
}
