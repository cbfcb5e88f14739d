package io.everswitch.journal.ack;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * When a fact is acknowledged. Pure: the same question always has the same answer; safe to share.
 *
 * <p>The spool, the working set and the other site's copy are the usual holders. The archive is asked only when too few of
 * them are healthy: it is slower, and a database that is down must not be noticed. Whatever the number, the judge is among the
 * holders: the one store that refuses a number that somebody else has taken. Where there is another site, one of the
 * copies is there; without it the site's own lease must be valid, or a site that is cut off from everything would go on
 * while the other one takes over.
 */
public final class AckRule {

    private static final Set<Store> USUAL = Set.copyOf(EnumSet.of(Store.SPOOL, Store.WORKING_SET, Store.PEER));

    private final AckPolicy policy;

    public AckRule(AckPolicy policy) {
        this.policy = Objects.requireNonNull(policy, "policy");
    }

    public AckDecision decide(AckQuestion question) {
        Set<Store> accepted = ours(question.accepted());
        boolean siteCovered = !policy.stores().contains(Store.PEER)
                || accepted.contains(Store.PEER)
                || (!question.healthy().contains(Store.PEER) && question.leaseValid());
        if (accepted.size() >= policy.copies() && siteCovered && accepted.contains(policy.judge())) {
            boolean peerMissing = policy.stores().contains(Store.PEER) && !accepted.contains(Store.PEER);
            return new AckDecision(
                    Verdict.ACKNOWLEDGED, Set.of(), peerMissing || accepted.size() < policy.normalCopies());
        }
        Set<Store> ask = worthAsking(question, accepted);
        if (canBeReached(question, accepted, ask)) {
            return new AckDecision(Verdict.WAIT, ask, false);
        }
        // What one store holds cannot be called "nothing done": it is repeated until it is certain.
        return accepted.isEmpty()
                ? new AckDecision(Verdict.REFUSE, Set.of(), false)
                : new AckDecision(Verdict.WAIT, ask, false);
    }

    private Set<Store> worthAsking(AckQuestion question, Set<Store> accepted) {
        Set<Store> ask = ours(question.healthy());
        ask.retainAll(USUAL);
        ask.removeAll(accepted);
        boolean judged = policy.judge() == Store.ARCHIVE || accepted.contains(policy.judge());
        if (judged && wouldHelp(question, accepted, ask)) {
            ask.add(Store.ARCHIVE);
        }
        return ask;
    }

    /** The archive does not refuse another writer's number, so it is asked only after the judge has. */
    private boolean wouldHelp(AckQuestion question, Set<Store> accepted, Set<Store> ask) {
        return accepted.size() + ask.size() < policy.normalCopies()
                && !ask.contains(Store.ARCHIVE)
                && policy.stores().contains(Store.ARCHIVE)
                && question.healthy().contains(Store.ARCHIVE)
                && !accepted.contains(Store.ARCHIVE);
    }

    private boolean canBeReached(AckQuestion question, Set<Store> accepted, Set<Store> ask) {
        int later = wouldHelp(question, accepted, ask) ? 1 : 0;
        boolean judged = accepted.contains(policy.judge()) || ask.contains(policy.judge());
        boolean enough = judged && accepted.size() + ask.size() + later >= policy.copies();
        boolean site = !policy.stores().contains(Store.PEER)
                || accepted.contains(Store.PEER)
                || ask.contains(Store.PEER)
                || question.leaseValid();
        return enough && site;
    }

    private Set<Store> ours(Set<Store> stores) {
        Set<Store> ours = EnumSet.noneOf(Store.class);
        ours.addAll(stores);
        ours.retainAll(policy.stores());
        return ours;
    }
}
