package io.everswitch.node.limits;

import io.everswitch.routing.limit.Ledger;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One version of a ledger as it is kept: a first line of the writer's mark and the ledger's end, then the ledger. No two writers
 * write the same text, so that each can tell its own version from another's.
 *
 * @param number 0: nothing was written yet
 * @param endsAtMs when the ledger is of no use any more, epoch milliseconds
 */
record LedgerVersion(long number, String text, long endsAtMs) {
    static final LedgerVersion NONE = new LedgerVersion(0, LedgerChain.EMPTY, 0);

    /** @throws IllegalArgumentException if nobody ever wrote that */
    static LedgerVersion of(LedgerChain.Link link) {
        if (link.version() == 0) {
            return NONE;
        }
        String text = link.text();
        int end = text.indexOf('\n');
        int space = text.indexOf(' ');
        if (space < 0 || end < space) {
            throw new IllegalArgumentException("no version of a ledger: its first line has no two parts");
        }
        return new LedgerVersion(link.version(), text, Long.parseLong(text.substring(space + 1, end)));
    }

    LedgerVersion next(Ledger ledger, long endsAt) {
        String mark = Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), Character.MAX_RADIX);
        return new LedgerVersion(number + 1, mark + " " + endsAt + "\n" + ledger.text(), endsAt);
    }

    Ledger ledger() {
        return number == 0 ? new Ledger() : Ledger.of(text.substring(text.indexOf('\n') + 1));
    }

    LedgerChain.Link link() {
        return new LedgerChain.Link(number, text);
    }
}
