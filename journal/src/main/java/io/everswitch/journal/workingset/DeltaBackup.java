package io.everswitch.journal.workingset;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.everswitch.journal.IndexEntry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An append on a backup: only the new facts travel. A backup that misses earlier ones cannot take them; it throws, so that
 * Hazelcast sends no acknowledgement, the append stays indeterminate, and its repeat brings the whole history.
 */
final class DeltaBackup implements EntryProcessor<String, History, Reply>, IdentifiedDataSerializable {

    private static final long serialVersionUID = 1L;

    private long first;
    private transient List<byte[]> facts = List.of();
    private transient History.Beside beside = new History.Beside(null, false, List.of(), 0);

    DeltaBackup() {}

    DeltaBackup(long first, List<byte[]> facts, History.Beside beside) {
        this.first = first;
        this.facts = facts;
        this.beside = beside;
    }

    @Override
    public @Nullable Reply process(Map.Entry<String, History> entry) {
        History here = entry.getValue();
        long highest = here == null ? 0 : here.highest();
        if (first == highest + 1) {
            entry.setValue(History.extend(here, facts, beside));
        } else if (here == null || !here.holds(first, facts)) {
            throw new HazelcastException("this backup holds " + highest + " facts and cannot take number " + first);
        }
        return null;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeLong(first);
        Wire.writeFacts(out, facts);
        Long due = beside.nextDueAtMs();
        out.writeBoolean(due != null);
        out.writeLong(due == null ? 0 : due);
        out.writeBoolean(beside.closed());
        Wire.writeIndex(out, beside.index());
        out.writeLong(beside.nowMs());
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        first = in.readLong();
        facts = Wire.readFacts(in);
        boolean marked = in.readBoolean();
        long due = in.readLong();
        boolean closed = in.readBoolean();
        List<IndexEntry> index = Wire.readIndex(in);
        beside = new History.Beside(marked ? due : null, closed, index, in.readLong());
    }

    @Override
    public int getFactoryId() {
        return Wire.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return Wire.DELTA_BACKUP;
    }
}
