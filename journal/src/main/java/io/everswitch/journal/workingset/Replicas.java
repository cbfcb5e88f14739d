package io.everswitch.journal.workingset;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceImpl;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.partition.IPartition;
import com.hazelcast.internal.partition.InternalPartition;
import com.hazelcast.internal.partition.PartitionReplica;
import org.jspecify.annotations.Nullable;

/**
 * How many backups a partition has at this moment. Hazelcast's success means that every backup that <em>was there</em> has
 * it: between a member's death and the next partition table there may be none, and then it succeeds with the primary alone.
 * So each processor counts them where it runs, right before the backups are sent by the same thread. There is no public way
 * to ask; this class is the only one that uses Hazelcast's internals.
 */
final class Replicas {

    private Replicas() {}

    static int backupsOf(@Nullable HazelcastInstance instance, String key) {
        if (!(instance instanceof HazelcastInstanceImpl member)) {
            return 0;
        }
        Node node = member.node;
        InternalPartition partition = node.getPartitionService()
                .getPartition(node.getPartitionService().getPartitionId(key));
        int backups = 0;
        for (int replica = 1; replica <= IPartition.MAX_BACKUP_COUNT; replica++) {
            PartitionReplica holder = partition.getReplica(replica);
            boolean there =
                    holder != null && node.getClusterService().getMember(holder.address(), holder.uuid()) != null;
            backups += there ? 1 : 0;
        }
        return backups;
    }
}
