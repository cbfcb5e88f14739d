package io.everswitch.journal.ack;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * When a fact is acknowledged. Pure: the same question always has the same answer; safe to share.
 *
 * <p>The judge, the one store that refuses a number that somebody else has taken, is asked first and alone: no other store may
 * hold a fact that the judge refused, or after a loss whichever store is back first would stand. The judge is among the holders
 * whatever the number, and is not asked at all when the others could not complete the copies. Where there is another site,
 * one of the copies is there; without it the site's own lease must be valid, or a site that is cut off from everything would go
 * on while the other one takes over. The archive is no holder: nobody would remember that it stood in for a sick store.
 */
public final class AckRule {

    private final AckPolicy policy;

    public AckRule(AckPolicy policy) {
        this.policy = Objects.requireNonNull(policy, "policy");
    }

    public AckDecision decide(AckQuestion question) {
        Set<Store> accepted = ours(question.accepted());
        boolean judged = accepted.contains(policy.judge());
        boolean siteCovered = !policy.stores().contains(Store.PEER)
                || accepted.contains(Store.PEER)
                || (!question.healthy().contains(Store.PEER) && question.leaseValid());
        if (accepted.size() >= policy.copies() && siteCovered && judged) {
            boolean peerMissing = policy.stores().contains(Store.PEER) && !accepted.contains(Store.PEER);
            return new AckDecision(
                    Verdict.ACKNOWLEDGED, Set.of(), peerMissing || accepted.size() < policy.normalCopies());
        }
        Set<Store> possible = ours(question.healthy());
        possible.removeAll(accepted);
        if (accepted.isEmpty() && !canBeReached(question, possible)) {
            return new AckDecision(Verdict.REFUSE, Set.of(), false);
        }
        // What one store holds cannot be called "nothing done": it is repeated until it is certain.
        if (!judged) {
            possible.retainAll(EnumSet.of(policy.judge()));
        }
        return new AckDecision(Verdict.WAIT, possible, false);
    }

    /** Whether those that can be asked would do, while nobody holds the fact. */
    private boolean canBeReached(AckQuestion question, Set<Store> possible) {
        boolean site = !policy.stores().contains(Store.PEER) || possible.contains(Store.PEER) || question.leaseValid();
        return possible.contains(policy.judge()) && possible.size() >= policy.copies() && site;
    }

    private Set<Store> ours(Set<Store> stores) {
        Set<Store> ours = EnumSet.noneOf(Store.class);
        ours.addAll(stores);
        ours.retainAll(policy.stores());
        return ours;
    }
}
