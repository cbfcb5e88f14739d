package io.everswitch.node.cluster;

import java.util.HashSet;
import java.util.Set;
import org.apache.pekko.cluster.Reachability;
import org.apache.pekko.cluster.UniqueAddress;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Who is out by the word of most members. A node whose packets get out and whose answers do not come in accuses everybody, and
 * Pekko's resolver believes one accuser as much as all others together: of three nodes it takes out two, the accuser and whom
 * it accused first, and the third by itself cannot go on. Pure.
 */
final class Witnesses {
    private Witnesses() {}

    /**
     * Members that more than half of all members cannot reach, each in its own eyes.
     *
     * @param members all that have a voice, the one that asks included
     */
    static Set<UniqueAddress> outByMost(Reachability reachability, Set<UniqueAddress> members) {
        Set<UniqueAddress> out = new HashSet<>();
        CollectionConverters.asJava(reachability.observersGroupedByUnreachable())
                .forEach((subject, observers) -> {
                    Set<UniqueAddress> voices = new HashSet<>(CollectionConverters.asJava(observers));
                    voices.retainAll(members);
                    if (members.contains(subject) && voices.size() * 2 > members.size()) {
                        out.add(subject);
                    }
                });
        return out;
    }
}
