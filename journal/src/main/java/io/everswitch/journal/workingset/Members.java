package io.everswitch.journal.workingset;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import io.everswitch.journal.workingset.WorkingSetSettings.Network;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is in the cluster, and whether that is enough and whether all of them may be. Hazelcast's community edition asks nobody
 * who he is: a member from a network that is not configured is noticed here, and nothing is accepted while it is there.
 */
final class Members implements MembershipListener {

    private static final Logger LOG = LoggerFactory.getLogger(Members.class);

    private final Network network;
    private final int membersMin;
    private volatile String complaint = "not joined";

    Members(Network network, int membersMin) {
        this.network = network;
        this.membersMin = membersMin;
    }

    void watch(HazelcastInstance instance) {
        instance.getCluster().addMembershipListener(this);
        look(instance.getCluster().getMembers());
    }

    @Override
    public void memberAdded(MembershipEvent event) {
        look(event.getMembers());
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
        look(event.getMembers());
    }

    private synchronized void look(Set<Member> members) {
        String before = complaint;
        complaint = complaintAbout(members);
        if (!complaint.equals(before)) {
            if (complaint.isEmpty()) {
                LOG.info("the working set has {} members", members.size());
            } else {
                LOG.warn("the working set takes nothing: {}", complaint);
            }
        }
    }

    private String complaintAbout(Set<Member> members) {
        for (Member member : members) {
            String host = member.getAddress().getHost();
            if (network.networks().stream().noneMatch(pattern -> matches(pattern, host))) {
                return "a member at " + host + " is in none of the configured networks";
            }
        }
        return members.size() < membersMin
                ? members.size() + " members, at least " + membersMin + " hold a fact and its backups"
                : "";
    }

    /** Part for part, where * stands for any part: 10.1.*.* */
    static boolean matches(String pattern, String host) {
        String[] wanted = pattern.split("[.:]", -1);
        String[] parts = host.split("[.:]", -1);
        if (wanted.length != parts.length) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if (!wanted[i].equals("*") && !wanted[i].equals(parts[i])) {
                return false;
            }
        }
        return true;
    }

    /** Empty: enough members, and all of them known. */
    String complaint() {
        return complaint;
    }
}
