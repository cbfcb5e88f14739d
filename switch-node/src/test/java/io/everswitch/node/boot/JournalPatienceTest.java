package io.everswitch.node.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalPatienceTest {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final JournalPatience.Seen WELL = new JournalPatience.Seen("", "", 0, 0);

    private final JournalPatience patience = new JournalPatience(Duration.ofSeconds(3), Duration.ofSeconds(15));
    private JournalPatience.Others others = new JournalPatience.Others(2, 2, 0);
    private long batches;

    private void spoolSick(Duration time) {
        look(new JournalPatience.Seen("disk full", "", 0, batches), time);
    }

    private void workingSetSick(Duration time) {
        look(new JournalPatience.Seen("", "too few members", 0, batches), time);
    }

    private void look(JournalPatience.Seen seen, Duration time) {
        for (Duration at = Duration.ZERO; at.compareTo(time) < 0; at = at.plus(LOOK)) {
            patience.saw(seen, others, LOOK);
        }
    }

    @BeforeEach
    void threeNodes_forAWhile() {
        look(WELL, Duration.ofSeconds(20));
    }

    @Test
    void spoolSick_longEnough_notReadyAtOnceAndThenLeaves() {
        spoolSick(LOOK);
        assertEquals("disk full", patience.complaint());
        assertEquals("", patience.leaveNow());
        spoolSick(Duration.ofMillis(2_800));
        assertEquals("", patience.leaveNow());
        spoolSick(LOOK);
        assertEquals("spool: disk full", patience.leaveNow());
    }

    @Test
    void spoolSick_roomAgainInTime_beginsAnew() {
        spoolSick(Duration.ofMillis(2_900));
        look(WELL, LOOK);
        assertEquals("", patience.complaint());
        spoolSick(Duration.ofMillis(2_900));
        assertEquals("", patience.leaveNow());
    }

    @Test
    void spoolSick_nobodyCouldTakeItsPlace_stays() {
        others = new JournalPatience.Others(0, 1, 0);
        spoolSick(Duration.ofMinutes(1));
        assertEquals("", patience.leaveNow(), "alone");
        others = new JournalPatience.Others(1, 2, 0);
        spoolSick(Duration.ofMinutes(1));
        assertEquals("", patience.leaveNow(), "the others would be too few");
        others = new JournalPatience.Others(1, 1, 0);
        spoolSick(Duration.ofMinutes(1));
        assertFalse(patience.leaveNow().isEmpty());
    }

    @Test
    void spoolSick_onSeveralNodes_oneAfterTheOther() {
        others = new JournalPatience.Others(2, 2, 1);
        spoolSick(Duration.ofMillis(3_900));
        assertEquals("", patience.leaveNow());
        spoolSick(LOOK);
        assertFalse(patience.leaveNow().isEmpty());
    }

    @Test
    void spool_acceptsAndNeverAnswers_isSickToo() {
        look(new JournalPatience.Seen("", "", 3, 7), Duration.ofMillis(2_900));
        assertEquals("", patience.complaint());
        look(new JournalPatience.Seen("", "", 9, 7), Duration.ofMillis(300));
        assertEquals("the spool's disk does not answer", patience.complaint());
        assertFalse(patience.leaveNow().isEmpty());
    }

    @Test
    void spool_busyAndAnswering_isWell() {
        for (batches = 0; batches < 1_000; batches++) {
            look(new JournalPatience.Seen("", "", 5, batches), LOOK);
        }
        assertEquals("", patience.complaint());
        assertEquals("", patience.leaveNow());
    }

    @Test
    void workingSetSick_longerThanASilentPeerNeedsToBeOut_leaves() {
        workingSetSick(Duration.ofMillis(14_900));
        assertEquals("", patience.leaveNow());
        workingSetSick(LOOK);
        assertTrue(patience.leaveNow().startsWith("working set:"));
    }

    @Test
    void workingSetSick_becauseTheOthersWereDead_waitsUntilTheyAreReallyBack() {
        others = new JournalPatience.Others(0, 2, 0);
        workingSetSick(Duration.ofMinutes(10));
        assertEquals("", patience.leaveNow());
        others = new JournalPatience.Others(2, 2, 0);
        workingSetSick(Duration.ofMillis(14_900));
        assertEquals("", patience.leaveNow(), "they may be in the cluster and not in the working set yet");
        workingSetSick(LOOK);
        assertTrue(patience.leaveNow().startsWith("working set:"));
    }

    @Test
    void spoolSick_othersOnlyJustBack_staysUntilTheyCanGoOn() {
        others = new JournalPatience.Others(1, 2, 0);
        spoolSick(Duration.ofMinutes(1));
        others = new JournalPatience.Others(2, 2, 0);
        spoolSick(Duration.ofMillis(14_900));
        assertEquals("", patience.leaveNow());
        spoolSick(LOOK);
        assertFalse(patience.leaveNow().isEmpty());
    }
}
