package io.everswitch.node.boot;

import io.everswitch.routing.degrade.RateShare;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * This node's part of what all nodes together may do in a second. Thread-safe; while nodes come and go two of them may count
 * differently for a moment.
 */
final class ServingNodes implements Supplier<RateShare> {
    /** Members change rarely, and decisions are many. */
    private static final long LOOK_EVERY_NANOS = 500_000_000L;

    private final Cluster cluster;
    private volatile RateShare share = RateShare.WHOLE;
    private volatile long lookedAt = System.nanoTime() - LOOK_EVERY_NANOS;

    private ServingNodes(Cluster cluster) {
        this.cluster = cluster;
    }

    static ServingNodes of(ActorSystem<?> system) {
        return new ServingNodes(Cluster.get(system));
    }

    @Override
    public RateShare get() {
        long now = System.nanoTime();
        if (now - lookedAt >= LOOK_EVERY_NANOS) {
            lookedAt = now;
            share = look();
        }
        return share;
    }

    /** Members that are gone but not taken out yet still count: a part that nobody uses is better than one that two use. */
    private RateShare look() {
        List<Member> serving = new ArrayList<>();
        for (Member member : cluster.state().getMembers()) {
            if (member.status().equals(MemberStatus.up()) || member.status().equals(MemberStatus.leaving())) {
                serving.add(member);
            }
        }
        serving.sort(Member.ordering().reversed());
        for (int i = 0; i < serving.size(); i++) {
            if (serving.get(i).uniqueAddress().equals(cluster.selfMember().uniqueAddress())) {
                return new RateShare(i, serving.size());
            }
        }
        return new RateShare(serving.size(), serving.size() + 1);
    }
}
