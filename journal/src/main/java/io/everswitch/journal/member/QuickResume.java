package io.everswitch.journal.member;

import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.partition.InternalPartitionService;
import com.hazelcast.internal.partition.impl.MigrationManagerImpl;
import com.hazelcast.internal.util.scheduler.CoalescingDelayedTrigger;
import java.lang.reflect.Field;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a failed migration hold up everything else for a quarter of a second instead of three.
 *
 * <p>When a migration fails, Hazelcast 5.7 leaves all of them alone for a fixed 3 s ({@code MigrationManagerImpl}). A member that
 * dies while partitions move makes one fail, and the taking over of its own partitions waits in the same queue: for 3 s a third
 * of all partitions has no owner, as long as all that a failover may take. What the pause protects is the retry of a migration to
 * a member that has gone and is still on the list; that costs one refused connection, and the member is off the list within half
 * a second.
 */
final class QuickResume {
    private static final Logger LOG = LoggerFactory.getLogger(QuickResume.class);

    private static final long PAUSE_MS = 200;
    /** More failures meanwhile make it longer, but never longer than this (milliseconds). */
    private static final long PAUSE_MAX_MS = 500;

    private QuickResume() {}

    /** Before the member takes part in anything. Without that class's field all is as Hazelcast made it, and told in the log. */
    static void correct(Node node) {
        InternalPartitionService partitions = node.getPartitionService();
        try {
            Field trigger = MigrationManagerImpl.class.getDeclaredField("delayedResumeMigrationTrigger");
            trigger.setAccessible(true);
            trigger.set(
                    partitions.getMigrationManager(),
                    new CoalescingDelayedTrigger(
                            node.getNodeEngine().getExecutionService(),
                            PAUSE_MS,
                            PAUSE_MAX_MS,
                            partitions::resumeMigration));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("a failed migration will hold up a failover for 3 s: {}", e.toString());
        }
    }
}
