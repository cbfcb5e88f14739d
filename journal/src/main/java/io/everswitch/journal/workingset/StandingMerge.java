package io.everswitch.journal.workingset;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** As {@link HistoryMerge}, for index entries: what stands in the larger side stands, another text is kept aside. */
final class StandingMerge
        implements SplitBrainMergePolicy<Standing, MergingValue<Standing>, Standing>, IdentifiedDataSerializable {

    private static final Logger LOG = LoggerFactory.getLogger(StandingMerge.class);

    @Override
    public @Nullable Standing merge(MergingValue<Standing> merging, @Nullable MergingValue<Standing> existing) {
        Standing other = merging.getDeserializedValue();
        Standing standing = existing == null ? null : existing.getDeserializedValue();
        if (other == null || other.ledger() != null) {
            return standing;
        }
        Standing united = Standing.union(standing, other);
        if (standing != null && united.aside().size() > standing.aside().size()) {
            Conflicts.MERGED.increment();
            LOG.error("two sides of a split claimed one index key; the smaller side's value is kept aside");
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
        return Wire.STANDING_MERGE;
    }
}
