package io.everswitch.journal.workingset;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.everswitch.journal.store.ReplayRange;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Reads a history and writes what it read to the backups. A plain read proves nothing: what it finds may be on the primary
 * alone, and vanish with it after somebody acted on it.
 */
final class ClaimProcessor extends Processor<History> {

    private static final long serialVersionUID = 1L;

    private long from;
    private long to;
    private long max;

    ClaimProcessor() {}

    ClaimProcessor(ReplayRange range) {
        this.from = Math.max(1, range.fromSequenceNr());
        this.to = range.toSequenceNr();
        this.max = range.max();
    }

    @Override
    Reply decide(Map.Entry<String, History> entry, int backups) {
        History history = entry.getValue();
        Ledger ledger = ledgerOf(entry.getKey());
        if (ledger == null || heldUp(ledger, history)) {
            return Reply.inDoubt(backups);
        }
        Reply reply = Reply.about(history, backups);
        reply.askArchiveBeforeMs = ledger.askArchiveBeforeMs();
        if (history != null) {
            tellBackups(new StateBackup<>(history));
            reply.index = history.index();
            reply.facts = slice(history);
        }
        return reply;
    }

    private List<byte[]> slice(History history) {
        long last = Math.min(to, history.highest());
        if (from > last || max <= 0) {
            return List.of();
        }
        long end = Math.min(last, from - 1 + Math.min(max, last));
        return history.facts().subList((int) from - 1, (int) end);
    }

    @Override
    void write(ObjectDataOutput out) throws IOException {
        out.writeLong(from);
        out.writeLong(to);
        out.writeLong(max);
    }

    @Override
    void read(ObjectDataInput in) throws IOException {
        from = in.readLong();
        to = in.readLong();
        max = in.readLong();
    }

    @Override
    public int getClassId() {
        return Wire.CLAIM;
    }
}
