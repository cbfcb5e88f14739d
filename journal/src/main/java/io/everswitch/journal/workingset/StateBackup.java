package io.everswitch.journal.workingset;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a backup what the primary is, whatever stands there: the value, or nothing when it is null. */
final class StateBackup<V extends IdentifiedDataSerializable>
        implements EntryProcessor<String, V, Reply>, IdentifiedDataSerializable {

    private static final long serialVersionUID = 1L;

    private transient @Nullable V value;

    StateBackup() {}

    StateBackup(@Nullable V value) {
        this.value = value;
    }

    @Override
    @SuppressWarnings("NullAway") // null removes the entry
    public @Nullable Reply process(Map.Entry<String, V> entry) {
        entry.setValue(value);
        return null;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeObject(value);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        value = in.readObject();
    }

    @Override
    public int getFactoryId() {
        return Wire.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return Wire.STATE_BACKUP;
    }
}
