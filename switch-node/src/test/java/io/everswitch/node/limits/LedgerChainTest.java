package io.everswitch.node.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.node.limits.LedgerChain.Link;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LedgerChainTest {
    private static final long END = Long.MAX_VALUE;

    private final MemoryClaims claims = new MemoryClaims();

    private LedgerChain chain() {
        return new LedgerChain("big~2026-11-23~shop", claims);
    }

    private static Link last(LedgerChain chain) {
        return chain.last().toCompletableFuture().join();
    }

    private static boolean append(LedgerChain chain, long version, String text) {
        return chain.append(new Link(version, text), END).toCompletableFuture().join();
    }

    @Test
    void last_nothingWritten_isVersionZero() {
        assertEquals(new Link(0, LedgerChain.EMPTY), last(chain()));
    }

    /** Also with the marks and the removals of old versions in between, wherever it ends. */
    @Test
    void last_afterAnyNumberOfVersions_isTheLastOneAndFewAreKept() {
        for (int version = 1; version <= 400; version++) {
            assertTrue(append(chain(), version, "v" + version));
            assertEquals(new Link(version, "v" + version), last(chain()));
        }
        long versions =
                claims.values.keySet().stream().filter(key -> key.contains("#")).count();
        assertTrue(versions <= 3L * LedgerChain.STRIDE, versions + " versions are kept");
    }

    @Test
    void last_diedBeforeTheMark_walksOn() {
        for (int version = 1; version <= LedgerChain.STRIDE; version++) {
            append(chain(), version, "v" + version);
        }
        claims.values.remove("big~2026-11-23~shop@1");
        assertEquals(LedgerChain.STRIDE, last(chain()).version());
    }

    @Test
    void append_somebodyWasQuicker_isNotMine() {
        assertTrue(append(chain(), 1, "mine"));
        assertFalse(append(chain(), 1, "yours"));
        assertTrue(append(chain(), 1, "mine"), "repeated");
    }

    /** Stopped for so long that the version which it would write is removed: the place is free, and still not its own. */
    @Test
    void append_whereVersionsWereRemoved_isNotMine() {
        for (int version = 1; version <= 4 * LedgerChain.STRIDE; version++) {
            append(chain(), version, "v" + version);
        }
        for (int version = 1; version < 4 * LedgerChain.STRIDE; version++) {
            assertFalse(append(chain(), version, "late"), "version " + version);
        }
        assertEquals("v" + 4 * LedgerChain.STRIDE, last(chain()).text());
    }

    /** Two who believe that they keep it, each stopped now and then: what either wrote is in what stands at the end. */
    @Test
    void append_twoWriters_haveOneHistory() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Link[] known = {last(chain()), last(chain())};
        int written = 0;
        int turn = 0;
        for (int step = 0; step < 5_000; step++) {
            if (random.nextInt(60) == 0) {
                turn = 1 - turn;
            }
            int told = known[turn].text().isEmpty()
                    ? 0
                    : Integer.parseInt(known[turn].text().split(" ", -1)[0]);
            Link next = new Link(known[turn].version() + 1, (told + 1) + " by " + turn + " at " + step);
            if (append(chain(), next.version(), next.text())) {
                written++;
                known[turn] = next;
            } else {
                known[turn] = last(chain());
            }
        }
        String last = last(chain()).text();
        assertEquals(written, Integer.parseInt(last.split(" ", -1)[0]), "one was lost, seed " + seed);
    }
}
