package io.everswitch.journal.workingset;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
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

    private transient @Nullable HazelcastInstance instance;
    private transient @Nullable EntryProcessor<String, V, Reply> backup;

    @Override
    public final void setHazelcastInstance(HazelcastInstance member) {
        instance = member;
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
