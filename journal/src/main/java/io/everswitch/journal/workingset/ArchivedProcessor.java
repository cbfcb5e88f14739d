package io.everswitch.journal.workingset;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.Map;

/** Notes how far the archive has a history. Only ever raises the number; nothing happens to a history that is not there. */
final class ArchivedProcessor extends Processor<History> {

    private static final long serialVersionUID = 1L;

    private long to;

    ArchivedProcessor() {}

    ArchivedProcessor(long to) {
        this.to = to;
    }

    @Override
    Reply decide(Map.Entry<String, History> entry, int backups) {
        History history = entry.getValue();
        if (history != null) {
            History marked = history.archivedTo(to);
            entry.setValue(marked);
            tellBackups(new StateBackup<>(marked));
        }
        return Reply.about(history, backups);
    }

    @Override
    void write(ObjectDataOutput out) throws IOException {
        out.writeLong(to);
    }

    @Override
    void read(ObjectDataInput in) throws IOException {
        to = in.readLong();
    }

    @Override
    public int getClassId() {
        return Wire.ARCHIVED;
    }
}
