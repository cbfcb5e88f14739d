package io.everswitch.journal.workingset;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a history of the smaller side after a split: the union. Runs on partition threads, so it only decides and
 * logs; conflicting facts stay aside in the entry, with its backups, until somebody has looked at them.
 */
final class HistoryMerge
        implements SplitBrainMergePolicy<History, MergingValue<History>, History>, IdentifiedDataSerializable {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryMerge.class);

    @Override
    public @Nullable History merge(MergingValue<History> merging, @Nullable MergingValue<History> existing) {
        History other = merging.getDeserializedValue();
        History standing = existing == null ? null : existing.getDeserializedValue();
        if (other == null || other.ledger() != null) {
            // Each side's ledger speaks of its own side only, and this side's stands.
            return standing;
        }
        History united = History.union(standing, other);
        int before = Math.max(
                other.aside().size(), standing == null ? 0 : standing.aside().size());
        if (united.aside().size() > before) {
            Conflicts.MERGED.increment();
            LOG.error(
                    "two sides of a split wrote different facts of one id, from number {} on; those of the smaller side"
                            + " are kept aside",
                    united.aside().get(united.aside().size() - 1).sequenceNr());
        }
        return united;
    }

    @Override
    public void writeData(ObjectDataOutput out) {}

    @Override
    public void readData(ObjectDataInput in) {}

    @Override
    public int getFactoryId() {
        return Wire.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return Wire.HISTORY_MERGE;
    }
}
