package io.everswitch.journal.workingset;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceImpl;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.map.impl.MapService;
import com.hazelcast.map.impl.MapServiceContext;
import com.hazelcast.map.impl.record.Record;
import com.hazelcast.map.impl.recordstore.RecordStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the ledgers, one for each partition and the same on all members, and the look at a ledger from inside of its
 * partition. With {@link Replicas} the only user of Hazelcast's internals: there is no public way to read a second entry
 * while a processor runs, nor to count backups without statistics, which cost each access. Safe from any thread, except {@link #of}, which belongs on the partition's.
 */
final class LedgerKeys {

    private static final String PREFIX = "\0ledger\0";
    private static final String CONTEXT = "everswitch-ledger-keys";

    private final List<String> keys;
    private final List<Data> datas;
    private final MapServiceContext maps;
    private final Node node;

    private LedgerKeys(HazelcastInstanceImpl member) {
        this.node = member.node;
        MapService service = node.getNodeEngine().getService(MapService.SERVICE_NAME);
        this.maps = service.getMapServiceContext();
        int partitions = node.getPartitionService().getPartitionCount();
        List<String> found = new ArrayList<>(Collections.nCopies(partitions, ""));
        List<Data> asData = new ArrayList<>(Collections.nCopies(partitions, null));
        int left = partitions;
        for (int i = 0; left > 0; i++) {
            String key = PREFIX + i;
            Data data = node.getSerializationService().toData(key);
            int partition = node.getPartitionService().getPartitionId(data);
            if (found.get(partition).isEmpty()) {
                found.set(partition, key);
                asData.set(partition, data);
                left--;
            }
        }
        this.keys = List.copyOf(found);
        this.datas = List.copyOf(asData);
    }

    static LedgerKeys on(HazelcastInstance member) {
        return (LedgerKeys) member.getUserContext().computeIfAbsent(CONTEXT, name -> {
            if (member instanceof HazelcastInstanceProxy proxy) {
                return new LedgerKeys(proxy.getOriginal());
            }
            if (member instanceof HazelcastInstanceImpl impl) {
                return new LedgerKeys(impl);
            }
            throw new IllegalArgumentException("the working set's processors run on members only");
        });
    }

    static boolean isLedger(String key) {
        return key.startsWith(PREFIX);
    }

    int partitions() {
        return keys.size();
    }

    String key(int partition) {
        return keys.get(partition);
    }

    int partitionOf(String key) {
        return node.getPartitionService().getPartitionId(key);
    }

    /** How many entries of a map this member holds, backups included: sizes of tables, read without waiting for anybody. */
    long held(String map) {
        long held = 0;
        for (int partition = 0; partition < keys.size(); partition++) {
            RecordStore<?> store = maps.getExistingRecordStore(partition, map);
            held += store == null ? 0 : store.size();
        }
        return held;
    }

    /** The ledger of the partition that holds this key; null if it was lost or never made. On the partition's thread. */
    @Nullable
    Ledger of(String map, String key) {
        int partition = partitionOf(key);
        RecordStore<?> store = maps.getExistingRecordStore(partition, map);
        Record<?> record = store == null ? null : store.getRecord(datas.get(partition));
        return record != null && record.getValue() instanceof Ledgered value ? value.ledger() : null;
    }
}
