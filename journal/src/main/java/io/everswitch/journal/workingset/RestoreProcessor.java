package io.everswitch.journal.workingset;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.Map;

/** Puts a history back that a spool kept. What stands here is the judge; what differs is kept aside. */
final class RestoreProcessor extends Processor<History> {

    private static final long serialVersionUID = 1L;

    private transient History kept = new History();

    RestoreProcessor() {}

    RestoreProcessor(History kept) {
        this.kept = kept;
    }

    @Override
    Reply decide(Map.Entry<String, History> entry, int backups) {
        History united = History.union(entry.getValue(), kept);
        entry.setValue(united);
        tellBackups(new StateBackup<>(united));
        Reply reply = Reply.about(united, backups);
        reply.index = united.index();
        return reply;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        kept.writeData(out);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        kept = new History();
        kept.readData(in);
    }

    @Override
    public int getClassId() {
        return Wire.RESTORE;
    }
}
