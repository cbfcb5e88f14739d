package io.everswitch.journal.workingset;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.Map;

/** One change of one partition's ledger; each may be repeated. Answers whether the partition is whole, and who is awaited. */
final class LedgerProcessor<V extends Ledgered> extends Processor<V> {

    private static final long serialVersionUID = 1L;

    /** What is wanted; the names are on the wire. */
    enum Wish {
        BEGIN,
        END,
        /** Names and given-up disks that the ledger does not know yet. */
        TELL,
        /** What was whole is not any more: a backup that may miss something was promoted. */
        DOUBT,
        /** See {@link Ledger#askArchiveBefore}. */
        ASK_ARCHIVE
    }

    private Wish wish = Wish.TELL;
    private boolean index;
    private String name = "";
    private String run = "";
    private transient Known known = Known.NOTHING;
    private long ms;

    LedgerProcessor() {}

    private LedgerProcessor(Wish wish, boolean index, long ms) {
        this.wish = wish;
        this.index = index;
        this.ms = ms;
    }

    /** @param index whether the ledger is the index map's */
    static <V extends Ledgered> LedgerProcessor<V> of(Wish wish, boolean index, long ms) {
        return new LedgerProcessor<>(wish, index, ms);
    }

    LedgerProcessor<V> by(String spool, String ofRun, Known knows) {
        name = spool;
        run = ofRun;
        known = knows;
        return this;
    }

    @Override
    @SuppressWarnings("unchecked") // each map is asked with its own kind
    Reply decide(Map.Entry<String, V> entry, int backups) {
        V value = entry.getValue();
        Ledger before = value == null ? null : value.ledger();
        Ledger here = before == null ? Ledger.empty() : before;
        Ledger after = switch (wish) {
            case BEGIN -> here.begin(name, run, known);
            case END -> here.end(name, run, known, ms);
            case TELL -> here.told(known, ms);
            case DOUBT -> Ledger.empty();
            case ASK_ARCHIVE -> here.askArchiveBefore(ms);
        };
        V changed = (V) (index ? Standing.of(after) : History.of(after));
        entry.setValue(changed);
        tellBackups(new StateBackup<>(changed));
        Reply reply = Reply.about(null, backups);
        reply.done = after.isBack(name);
        reply.inDoubt = !after.whole();
        return reply;
    }

    @Override
    void write(ObjectDataOutput out) throws IOException {
        out.writeString(wish.name());
        out.writeBoolean(index);
        out.writeString(name);
        out.writeString(run);
        known.write(out);
        out.writeLong(ms);
    }

    @Override
    void read(ObjectDataInput in) throws IOException {
        wish = Wish.valueOf(Wire.text(in));
        index = in.readBoolean();
        name = Wire.text(in);
        run = Wire.text(in);
        known = Known.read(in);
        ms = in.readLong();
    }

    @Override
    public int getClassId() {
        return Wire.LEDGER;
    }
}
