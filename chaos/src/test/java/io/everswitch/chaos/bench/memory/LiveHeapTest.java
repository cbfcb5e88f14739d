package io.everswitch.chaos.bench.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LiveHeapTest {
    /** What only this test makes. */
    private static final class Held {
        private final byte[] bytes = new byte[1 << 20];
    }

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
        long megabyte = 1L << 20;
        List<Held> held = new ArrayList<>();
        long before = LiveHeap.of(pid).bytes();
        for (int i = 0; i < 40; i++) {
            held.add(new Held());
        }
        LiveHeap with = LiveHeap.of(pid);
        long size = held.stream().mapToLong(each -> each.bytes.length).sum();
        assertTrue(with.bytes() - before > 39 * megabyte, "held " + (with.bytes() - before) + " of " + size);
        assertTrue(with.classes().containsKey(Held.class.getName()));
        held.clear();
        long after = LiveHeap.of(pid).bytes();
        assertTrue(with.bytes() - after > 39 * megabyte, "a full collection takes what nobody holds");
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
