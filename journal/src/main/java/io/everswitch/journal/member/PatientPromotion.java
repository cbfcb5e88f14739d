package io.everswitch.journal.member;

import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.partition.MigrationInfo;
import com.hazelcast.internal.partition.impl.InternalPartitionServiceImpl;
import com.hazelcast.internal.partition.impl.MigrationInterceptor;
import com.hazelcast.internal.partition.operation.PromotionCommitOperation;
import com.hazelcast.spi.impl.operationexecutor.OperationRunner;
import com.hazelcast.spi.impl.operationservice.OperationAccessor;
import com.hazelcast.spi.impl.operationservice.impl.Invocation;
import com.hazelcast.spi.impl.operationservice.impl.OperationServiceImpl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a promotion that has begun take the time that it takes.
 *
 * <p>When a member dies, others are ordered to take its partitions. The order goes on in three steps, and each step is refused
 * like a new request once the order is older than {@code hazelcast.max.no.heartbeat.seconds}. Where the first step takes longer,
 * because the member is busy, the second never comes: the partitions stay marked as migrating, every repeat of the order is
 * refused as "another promotion is being run currently", and the dead member's partitions have no owner until this member is
 * restarted too (Hazelcast 5.7, {@code PromotionCommitOperation}; with three members on two overloaded cores this was an outage
 * of four minutes). So the order is freed of its age as soon as its first step begins.
 */
final class PatientPromotion implements MigrationInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(PatientPromotion.class);

    private final Node node;

    private PatientPromotion(Node node) {
        this.node = node;
    }

    /** Before the member takes part in anything. */
    static void watch(Node node) {
        ((InternalPartitionServiceImpl) node.getPartitionService()).setMigrationInterceptor(new PatientPromotion(node));
    }

    /** Called by the order itself, on the thread that runs it, before its first step is handed to the partitions. */
    @Override
    public void onPromotionStart(MigrationParticipant participant, Collection<MigrationInfo> migrations) {
        if (participant != MigrationParticipant.DESTINATION) {
            return;
        }
        OperationServiceImpl operations = node.getNodeEngine().getOperationService();
        List<PromotionCommitOperation> orders = new ArrayList<>();
        for (OperationRunner runner : operations.getOperationExecutor().getGenericOperationRunners()) {
            if (runner.currentTask() instanceof PromotionCommitOperation order) {
                orders.add(order);
            }
        }
        // The master's order to itself runs on the thread that gives it, and only its invocation is known. Orders to
        // others
        // that are still on their way may be as patient.
        for (Invocation<?> invocation : operations.getInvocationRegistry()) {
            if (invocation.op instanceof PromotionCommitOperation order) {
                orders.add(order);
            }
        }
        orders.forEach(order -> OperationAccessor.setCallTimeout(order, Long.MAX_VALUE));
        if (orders.isEmpty()) {
            LOG.warn(
                    "taking over {} partitions: the order was not found, and may be given up half way",
                    migrations.size());
        }
    }
}
