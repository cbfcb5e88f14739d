package io.everswitch.journal.workingset;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.Map;

/** Takes a history out if it is still closed and old where it is decided. */
final class EvictProcessor extends Processor<History> {

    private static final long serialVersionUID = 1L;

    private long beforeMs;
    private boolean unarchivedToo;

    EvictProcessor() {}

    EvictProcessor(long beforeMs, boolean unarchivedToo) {
        this.beforeMs = beforeMs;
        this.unarchivedToo = unarchivedToo;
    }

    @Override
    @SuppressWarnings("NullAway") // null removes the entry
    Reply decide(Map.Entry<String, History> entry, int backups) {
        History history = entry.getValue();
        Reply reply = Reply.about(history, backups);
        reply.done = history != null && history.evictable(beforeMs, unarchivedToo);
        if (reply.done) {
            reply.index = history.index();
            entry.setValue(null);
            tellBackups(new StateBackup<>(null));
        }
        return reply;
    }

    @Override
    void write(ObjectDataOutput out) throws IOException {
        out.writeLong(beforeMs);
        out.writeBoolean(unarchivedToo);
    }

    @Override
    void read(ObjectDataInput in) throws IOException {
        beforeMs = in.readLong();
        unarchivedToo = in.readBoolean();
    }

    @Override
    public int getClassId() {
        return Wire.EVICT;
    }
}
