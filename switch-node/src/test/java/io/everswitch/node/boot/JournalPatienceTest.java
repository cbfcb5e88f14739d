package io.everswitch.node.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class JournalPatienceTest {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final JournalPatience.Others THREE_NODES = new JournalPatience.Others(2, 2, 0);

    private final JournalPatience patience = new JournalPatience(Duration.ofSeconds(3), Duration.ofSeconds(15));
    private long batches;

    private void spoolSick(Duration time) {
        look(new JournalPatience.Seen("disk full", "", 0, batches), time);
    }

    private void workingSetSick(Duration time) {
        look(new JournalPatience.Seen("", "too few members", 0, batches), time);
    }

    private void look(JournalPatience.Seen seen, Duration time) {
        for (Duration at = Duration.ZERO; at.compareTo(time) < 0; at = at.plus(LOOK)) {
            patience.saw(seen, LOOK);
        }
    }

    @Test
    void spoolSick_longEnough_notReadyAtOnceAndThenLeaves() {
        spoolSick(LOOK);
        assertEquals("disk full", patience.complaint());
        assertEquals("", patience.leaveFor(THREE_NODES));
        spoolSick(Duration.ofMillis(2_800));
        assertEquals("", patience.leaveFor(THREE_NODES));
        spoolSick(LOOK);
        assertEquals("spool: disk full", patience.leaveFor(THREE_NODES));
    }

    @Test
    void spoolSick_roomAgainInTime_beginsAnew() {
        spoolSick(Duration.ofMillis(2_900));
        look(new JournalPatience.Seen("", "", 0, 0), LOOK);
        assertEquals("", patience.complaint());
        spoolSick(Duration.ofMillis(2_900));
        assertEquals("", patience.leaveFor(THREE_NODES));
    }

    @Test
    void spoolSick_nobodyCouldTakeItsPlace_stays() {
        spoolSick(Duration.ofMinutes(1));
        assertEquals("", patience.leaveFor(new JournalPatience.Others(0, 1, 0)), "alone");
        assertEquals("", patience.leaveFor(new JournalPatience.Others(1, 2, 0)), "the others would be too few");
        assertFalse(patience.leaveFor(new JournalPatience.Others(1, 1, 0)).isEmpty());
    }

    @Test
    void spoolSick_onSeveralNodes_oneAfterTheOther() {
        spoolSick(Duration.ofSeconds(3));
        assertFalse(patience.leaveFor(new JournalPatience.Others(2, 2, 0)).isEmpty());
        assertEquals("", patience.leaveFor(new JournalPatience.Others(2, 2, 1)));
        spoolSick(Duration.ofSeconds(1));
        assertFalse(patience.leaveFor(new JournalPatience.Others(2, 2, 1)).isEmpty());
    }

    @Test
    void spool_acceptsAndNeverAnswers_isSickToo() {
        look(new JournalPatience.Seen("", "", 3, 7), Duration.ofMillis(2_900));
        assertEquals("", patience.complaint());
        look(new JournalPatience.Seen("", "", 9, 7), Duration.ofMillis(300));
        assertEquals("the spool's disk does not answer", patience.complaint());
        assertFalse(patience.leaveFor(THREE_NODES).isEmpty());
    }

    @Test
    void spool_busyAndAnswering_isWell() {
        for (batches = 0; batches < 1_000; batches++) {
            look(new JournalPatience.Seen("", "", 5, batches), LOOK);
        }
        assertEquals("", patience.complaint());
        assertEquals("", patience.leaveFor(THREE_NODES));
    }

    @Test
    void workingSetSick_longerThanASilentPeerNeedsToBeOut_leaves() {
        workingSetSick(Duration.ofMillis(14_900));
        assertEquals("", patience.leaveFor(THREE_NODES));
        workingSetSick(LOOK);
        assertTrue(patience.leaveFor(THREE_NODES).startsWith("working set:"));
        assertEquals("", patience.leaveFor(new JournalPatience.Others(1, 2, 0)));
    }
}
