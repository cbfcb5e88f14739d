package io.everswitch.chaos.bench.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LiveHeapTest {
    /** What only this test makes: other tests' leftovers come and go in the same heap. */
    private static final class Held {
        private long value = 1;
    }

    private static final int HELD = 100_000;

    @Test
    void parse_histogram_givesTotalAndClassesOfOneNameTogether() throws IOException {
        LiveHeap heap = LiveHeap.parse("""
                4711:
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:           100           4000  [B (java.base@17.0.15)
                   2:             7            168  io.everswitch.journal.workingset.History
                   3:             1             24  io.everswitch.journal.workingset.History
                Total           108           4192
                """);
        assertEquals(4192, heap.bytes());
        assertEquals(4000, heap.classes().get("[B"));
        assertEquals(192, heap.classes().get("io.everswitch.journal.workingset.History"));
    }

    @Test
    void parse_anythingElse_isRefused() {
        assertThrows(IOException.class, () -> LiveHeap.parse("4711:\nUnable to open socket file"));
        assertThrows(IOException.class, () -> LiveHeap.parse(""));
    }

    @Test
    void of_thisProcess_countsWhatIsHeldAndNotWhatIsDropped() throws IOException, InterruptedException {
        long pid = ProcessHandle.current().pid();
        List<Held> held = new ArrayList<>();
        for (int i = 0; i < HELD; i++) {
            held.add(new Held());
        }
        LiveHeap with = LiveHeap.of(pid);
        long values = held.stream().mapToLong(each -> each.value).sum();
        long bytes = with.classes().getOrDefault(Held.class.getName(), 0L);
        assertTrue(bytes >= values * Long.BYTES, values + " in " + bytes + " bytes");
        assertTrue(with.bytes() > bytes, "all of " + with.bytes());
        held.clear();
        assertEquals(0, LiveHeap.of(pid).classes().getOrDefault(Held.class.getName(), 0L));
    }

    @Test
    void page_missingSeries_isRefusedAndNotNothing() throws IOException {
        MetricsPage page = MetricsPage.parse("""
                # HELP everswitch_payment_actors Payment actors on this node.
                everswitch_payment_actors 12.0
                jvm_buffer_pool_used_bytes{pool="direct",} 1.6777216E7
                """);
        assertEquals(12, page.value("everswitch_payment_actors"));
        assertEquals(1 << 24, page.value("jvm_buffer_pool_used_bytes{pool=\"direct\",}"));
        assertThrows(IOException.class, () -> page.value("everswitch_missing"));
    }
}
