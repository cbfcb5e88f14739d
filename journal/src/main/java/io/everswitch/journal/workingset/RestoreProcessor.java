package io.everswitch.journal.workingset;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.Map;

/** Puts a history back that a spool kept. What stands here is the judge; what differs is kept aside. */
final class RestoreProcessor extends Processor<History> {

    private static final long serialVersionUID = 1L;

    private transient History kept = new History();
    private String releasedBy = "";

    RestoreProcessor() {}

    /** @param releasedBy the spool that does not hold the history up any longer; empty: none */
    RestoreProcessor(History kept, String releasedBy) {
        this.kept = kept;
        this.releasedBy = releasedBy;
    }

    @Override
    Reply decide(Map.Entry<String, History> entry, int backups) {
        History united = History.union(entry.getValue(), kept).releasedBy(releasedBy);
        entry.setValue(united);
        tellBackups(new StateBackup<>(united));
        Reply reply = Reply.about(united, backups);
        reply.index = united.index();
        return reply;
    }

    @Override
    void write(ObjectDataOutput out) throws IOException {
        kept.writeData(out);
        out.writeString(releasedBy);
    }

    @Override
    void read(ObjectDataInput in) throws IOException {
        kept = new History();
        kept.readData(in);
        releasedBy = Wire.text(in);
    }

    @Override
    public int getClassId() {
        return Wire.RESTORE;
    }
}
