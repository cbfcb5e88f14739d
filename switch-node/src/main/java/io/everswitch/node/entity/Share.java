package io.everswitch.node.entity;

import io.everswitch.domain.id.PaymentId;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;

/**
 * Which slots one node looks after: every {@code of}-th one, from {@code index} on.
 *
 * @param index this node's place among the members that are up; 0 if it is not among them
 */
record Share(int index, int of) {
    static Share of(Cluster cluster) {
        int count = 0;
        int place = 0;
        // Sorted by address: the same order on every node.
        for (Member member : cluster.state().getMembers()) {
            if (member.status().equals(MemberStatus.up())) {
                if (member.uniqueAddress().equals(cluster.selfUniqueAddress())) {
                    place = count;
                }
                count++;
            }
        }
        return new Share(place, Math.max(1, count));
    }

    boolean has(PaymentId payment) {
        return payment.slot() % of == index;
    }
}
