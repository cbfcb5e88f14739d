package io.everswitch.journal.workingset;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.LifecycleListener;
import io.everswitch.journal.workingset.WorkingSetSettings.Network;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is in the cluster, and whether that is enough and whether all of them may be. Hazelcast's community edition asks nobody
 * who he is: a member from a network that is not configured is noticed here, and nothing is accepted while it is there.
 *
 * <p>And whether what is in memory counts. While there were too few members the others may have gone on without this one: from
 * the first moment of that (a listener is told of each change, so that a short dip is not missed) nothing is served until the
 * memory was voided. After that, at the start, and after a merge, nothing is served until this node has met everybody who is
 * there: one of them may have to void first. Safe from any thread.
 */
final class Members implements MembershipListener, LifecycleListener {

    private static final Logger LOG = LoggerFactory.getLogger(Members.class);

    private final Network network;
    private final int membersMin;
    private volatile String complaint = "not joined";
    private volatile boolean toVoid;
    private volatile boolean metAll;
    private volatile boolean merging;
    /** Goes up whenever what was found out about the memory does not hold any longer. */
    private volatile int age;

    private boolean wereEnough;

    Members(Network network, int membersMin) {
        this.network = network;
        this.membersMin = membersMin;
    }

    void watch(HazelcastInstance instance) {
        instance.getCluster().addMembershipListener(this);
        instance.getLifecycleService().addLifecycleListener(this);
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

    /**
     * The larger side's memory stands after a merge, and this member has emptied its own. Told on the thread that merges, before
     * it leaves its side and after it has come to the other one.
     */
    @Override
    public synchronized void stateChanged(LifecycleEvent event) {
        switch (event.getState()) {
            case MERGING -> {
                merging = true;
                metAll = false;
                age++;
            }
            case MERGED, MERGE_FAILED -> {
                merging = false;
                toVoid &= event.getState() != LifecycleState.MERGED || !complaint.isEmpty();
                metAll = false;
                age++;
            }
            default -> {
                // Starting and ending change nothing here.
            }
        }
    }

    private synchronized void look(Set<Member> members) {
        String before = complaint;
        complaint = complaintAbout(members);
        if (members.size() >= membersMin) {
            wereEnough = true;
        } else if (wereEnough) {
            toVoid = true;
            metAll = false;
            age++;
        }
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

    /** Why what is in memory must not be told; empty: it counts. */
    String untold() {
        return toVoid
                ? "there were too few members, so others may have gone on; what is in memory is to be voided"
                : metAll ? "" : "not all members have been met";
    }

    /** Whether the memory has to be voided before anybody may rely on it. */
    boolean toVoid() {
        return toVoid;
    }

    /** Whether it may be voided now: the memory that is here is that of this side, and there are enough members. */
    boolean canVoid() {
        return toVoid && !merging && complaint.isEmpty();
    }

    int age() {
        return age;
    }

    /** The memory was voided; unless something happened since that age. */
    synchronized void voided(int sinceAge) {
        if (age == sinceAge) {
            toVoid = false;
        }
    }

    /** Everybody who is there was met; unless something happened since that age. */
    synchronized void met(int sinceAge) {
        if (age == sinceAge) {
            metAll = true;
        }
    }
}
