package io.everswitch.journal.workingset;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something done to one entry on its partition's thread: quick, and decided by nothing but the entry and its own fields (the
 * time is one of them). What is decided on the primary is <em>told</em> to the backups and not decided there a second time:
 * a backup that misses something would come to another result, and acknowledge it.
 */
abstract class Processor<V>
        implements EntryProcessor<String, V, Reply>, IdentifiedDataSerializable, HazelcastInstanceAware {

    private static final long serialVersionUID = 1L;

    private String map = "";
    private transient @Nullable HazelcastInstance instance;
    private transient @Nullable Ledger assumed;
    private transient @Nullable EntryProcessor<String, V, Reply> backup;

    @Override
    public final void setHazelcastInstance(HazelcastInstance member) {
        instance = member;
    }

    /** Before it is sent: where it will run, so that it finds the partition's ledger there. */
    final void on(String mapName) {
        map = mapName;
    }

    /** Where a test has no partition around it. */
    final void assume(Ledger ledger) {
        assumed = ledger;
    }

    /** The ledger of the partition that holds this key; null while nobody knows anything of it. */
    final @Nullable Ledger ledgerOf(String key) {
        return instance == null ? assumed : LedgerKeys.on(instance).of(map, key);
    }

    static boolean inDoubt(@Nullable Ledger ledger) {
        return ledger == null || !ledger.whole();
    }

    /** Whether nobody may go on with this history: it may be shorter here than what was acknowledged. */
    static boolean heldUp(@Nullable Ledger ledger, @Nullable History history) {
        return ledger == null
                || !ledger.whole()
                || (history != null && !ledger.givenUp().containsAll(history.heldBy()));
    }

    abstract void write(ObjectDataOutput out) throws IOException;

    abstract void read(ObjectDataInput in) throws IOException;

    @Override
    public final void writeData(ObjectDataOutput out) throws IOException {
        out.writeString(map);
        write(out);
    }

    @Override
    public final void readData(ObjectDataInput in) throws IOException {
        map = Wire.text(in);
        read(in);
    }

    @Override
    public final Reply process(Map.Entry<String, V> entry) {
        backup = null; // The same object may run again after a member left.
        return decide(entry, Replicas.backupsOf(instance, entry.getKey()));
    }

    abstract Reply decide(Map.Entry<String, V> entry, int backups);

    final void tellBackups(EntryProcessor<String, V, Reply> what) {
        backup = what;
    }

    /** Null, and then no backup is written, when nothing was changed and nothing has to be proven. */
    @Override
    public final @Nullable EntryProcessor<String, V, Reply> getBackupProcessor() {
        return backup;
    }

    @Override
    public final int getFactoryId() {
        return Wire.FACTORY_ID;
    }
}
