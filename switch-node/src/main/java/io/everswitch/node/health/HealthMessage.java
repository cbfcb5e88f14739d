package io.everswitch.node.health;

import io.everswitch.routing.health.NodeNumbers;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** What the actors hear that tell each other how channels do. */
sealed interface HealthMessage {
    /** What another node has seen. */
    record Told(NodeNumbers numbers, ActorRef<HealthMessage> by) implements HealthMessage {}

    /** It has been read up to that version. */
    record Heard(long epoch, long upTo, ActorRef<HealthMessage> by) implements HealthMessage {}

    /** Never leaves its node. */
    record Tick() implements HealthMessage {}

    /** Never leaves its node. */
    record Peers(Set<ActorRef<HealthMessage>> all) implements HealthMessage {}
}
