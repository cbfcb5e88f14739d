package io.everswitch.journal.workingset;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Introduces this node's spool to all members, and answers theirs. {@link #all} blocks and belongs to the {@link Certifier}'s
 * thread; introductions of others come on Hazelcast's threads for tasks.
 */
final class Meeting {

    private static final long PATIENCE_MS = 60_000;

    private final WorkingSet workingSet;
    private final HazelcastInstance member;
    private final Spools spools;
    private final Runnable look;
    private Set<UUID> met = Set.of();
    private Known metWith = Known.NOTHING;
    private int metAtAge = -1;

    /** @param look has the certifier look again soon */
    Meeting(WorkingSet workingSet, HazelcastInstance member, Spools spools, Runnable look) {
        this.workingSet = workingSet;
        this.member = member;
        this.spools = spools;
        this.look = look;
        Introduction.Introduced introduced = known -> {
            if (workingSet.readiness().members().toVoid()) {
                look.run();
                return null;
            }
            spools.remember(known);
            look.run();
            return spools.known();
        };
        member.getUserContext().put(Introduction.CONTEXT, introduced);
    }

    /** Whether every member that is there knows all that this node knows, on its disk. */
    boolean all(int age) throws ExecutionException, TimeoutException, InterruptedException {
        Set<UUID> there = new HashSet<>();
        List<Member> others = new ArrayList<>();
        for (Member one : member.getCluster().getMembers()) {
            there.add(one.getUuid());
            if (!one.localMember()) {
                others.add(one);
            }
        }
        Known known = spools.known();
        if (there.equals(met) && known.equals(metWith) && age == metAtAge) {
            return true;
        }
        Known all = known;
        boolean heard = true;
        for (Member other : others) {
            Introduction answer = member.getExecutorService(HazelcastConfigs.INTRODUCTIONS)
                    .submitToMember(new Introduction(known, true), other)
                    .get(PATIENCE_MS, TimeUnit.MILLISECONDS);
            heard &= answer.heard();
            all = all.and(answer.known());
        }
        if (!all.equals(known)) {
            spools.remember(all);
            look.run();
            return false;
        }
        if (heard) {
            met = there;
            metWith = known;
            metAtAge = age;
            workingSet.readiness().members().met(age);
        }
        return heard;
    }
}
