package io.everswitch.node.entity;

import io.everswitch.domain.id.PaymentId;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.ShardingMessageExtractor;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;

/** Payments as sharded actors: a payment's slot is its shard, so where a payment lives is read from its id. */
public final class PaymentSharding {
    private PaymentSharding() {}

    public static void start(ActorSystem<?> system, EntityTools tools) {
        ClusterSharding.get(system)
                .init(Entity.of(PaymentEntity.KEY, entity -> PaymentEntity.create(entity, tools))
                        .withMessageExtractor(new BySlot())
                        .withStopMessage(new PaymentMessage.Stop()));
    }

    /** Shard = slot. */
    private static final class BySlot
            extends ShardingMessageExtractor<ShardingEnvelope<PaymentMessage>, PaymentMessage> {
        @Override
        public String entityId(ShardingEnvelope<PaymentMessage> envelope) {
            return envelope.entityId();
        }

        @Override
        public String shardId(String entityId) {
            return Integer.toString(new PaymentId(entityId).slot());
        }

        @Override
        public PaymentMessage unwrapMessage(ShardingEnvelope<PaymentMessage> envelope) {
            return envelope.message();
        }
    }
}
