package io.everswitch.journal.workingset;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.store.Append;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Extends a history, or finds that the very same facts stand there already, or refuses. */
final class AppendProcessor extends Processor<History> {

    private static final long serialVersionUID = 1L;

    private long first;
    private transient List<byte[]> facts = List.of();
    private boolean marked;
    private long nextDueAtMs;
    private boolean closed;
    private transient List<IndexEntry> index = List.of();
    private long nowMs;
    private boolean whole;

    AppendProcessor() {}

    /** @param whole give the backups the whole history, because an earlier try may have left them behind */
    AppendProcessor(Append append, long nowMs, boolean whole) {
        this.first = append.firstSequenceNr();
        this.facts = append.facts();
        Append.Marks marks = append.marks();
        this.marked = marks != null;
        this.nextDueAtMs = marks == null ? Long.MAX_VALUE : marks.nextDueAtMs();
        this.closed = marks != null && marks.closed();
        this.index = append.index();
        this.nowMs = nowMs;
        this.whole = whole;
    }

    @Override
    Reply decide(Map.Entry<String, History> entry, int backups) {
        History before = entry.getValue();
        if (heldUp(ledgerOf(entry.getKey()), before)) {
            return Reply.inDoubt(backups);
        }
        int highest = before == null ? 0 : before.highest();
        if (first == highest + 1L) {
            History after = History.extend(before, facts, beside());
            entry.setValue(after);
            tellBackups(whole ? new StateBackup<>(after) : new DeltaBackup(first, facts, beside()));
            return Reply.about(after, backups);
        }
        if (before != null && before.holds(first, facts)) {
            // A repeat: whoever asks again does so because he does not know whether the backups have it.
            tellBackups(new StateBackup<>(before));
            return Reply.about(before, backups);
        }
        Reply refused = Reply.about(before, backups);
        refused.done = false;
        return refused;
    }

    private History.Beside beside() {
        return new History.Beside(marked ? nextDueAtMs : null, closed, index, nowMs);
    }

    @Override
    void write(ObjectDataOutput out) throws IOException {
        out.writeLong(first);
        Wire.writeFacts(out, facts);
        out.writeBoolean(marked);
        out.writeLong(nextDueAtMs);
        out.writeBoolean(closed);
        Wire.writeIndex(out, index);
        out.writeLong(nowMs);
        out.writeBoolean(whole);
    }

    @Override
    void read(ObjectDataInput in) throws IOException {
        first = in.readLong();
        facts = Wire.readFacts(in);
        marked = in.readBoolean();
        nextDueAtMs = in.readLong();
        closed = in.readBoolean();
        index = Wire.readIndex(in);
        nowMs = in.readLong();
        whole = in.readBoolean();
    }

    @Override
    public int getClassId() {
        return Wire.APPEND;
    }
}
