package io.everswitch.node.boot;

import java.time.Duration;

/**
 * How long a node whose journal takes nothing keeps its payments: they are refused here and could go on elsewhere. Time is what
 * the looks tell and not the clock, so that a process that was paused does not take the pause for a sickness. Not thread-safe.
 */
final class JournalPatience {
    /** Between the departures of two nodes that fell sick together: gossip tells the second one of the first. */
    private static final Duration APART = Duration.ofSeconds(1);

    /**
     * What one look found.
     *
     * @param spool why this node's disk takes nothing; empty if it does
     * @param workingSet likewise; empty also while something is in doubt, which is every node's trouble and waits for a disk
     * @param queuedFacts what waits for the disk
     * @param batches what the disk has answered so far
     */
    record Seen(String spool, String workingSet, long queuedFacts, long batches) {}

    /**
     * Who could go on.
     *
     * @param able other members that are up and reachable
     * @param needed how many must be left for anything to be accepted
     * @param rank this node's place among the members: of several sick ones the first goes first
     */
    record Others(int able, int needed, int rank) {}

    private final Duration spoolMax;
    private final Duration workingSetMax;
    private Duration spoolSick = Duration.ZERO;
    private Duration workingSetSick = Duration.ZERO;
    private Duration othersAble = Duration.ZERO;
    private Others others = new Others(0, 1, 0);
    private Duration unanswered = Duration.ZERO;
    private String spoolReason = "";
    private String workingSetReason = "";
    private long batches;

    JournalPatience(Duration spoolMax, Duration workingSetMax) {
        this.spoolMax = spoolMax;
        this.workingSetMax = workingSetMax;
    }

    /** @param passed since the look before */
    void saw(Seen seen, Others now, Duration passed) {
        others = now;
        othersAble = now.needed() >= 1 && now.able() >= now.needed() ? othersAble.plus(passed) : Duration.ZERO;
        boolean answers = seen.queuedFacts() == 0 || seen.batches() != batches;
        batches = seen.batches();
        unanswered = answers ? Duration.ZERO : unanswered.plus(passed);
        boolean stuck = unanswered.compareTo(spoolMax) >= 0;
        spoolReason = seen.spool().isEmpty() && stuck ? "the spool's disk does not answer" : seen.spool();
        spoolSick = spoolReason.isEmpty() ? Duration.ZERO : spoolSick.plus(passed);
        if (stuck && spoolSick.compareTo(unanswered) < 0) {
            spoolSick = unanswered;
        }
        workingSetReason = seen.workingSet();
        workingSetSick = workingSetReason.isEmpty() ? Duration.ZERO : workingSetSick.plus(passed);
    }

    /** Why this node is not ready, as far as its disk is concerned; empty if it is. */
    String complaint() {
        return spoolReason;
    }

    /**
     * Why to leave now; empty: stay. A node whose place nobody could take stays and refuses. So does one whose others have only
     * just come: a member of the cluster needs a while to be in the working set, too, and until it is, it may be this node's
     * spool that all of them wait for.
     */
    String leaveNow() {
        if (othersAble.compareTo(workingSetMax) < 0) {
            return "";
        }
        Duration turn = APART.multipliedBy(others.rank());
        if (!spoolReason.isEmpty() && spoolSick.compareTo(spoolMax.plus(turn)) >= 0) {
            return "spool: " + spoolReason;
        }
        boolean cutOff = !workingSetReason.isEmpty() && workingSetSick.compareTo(workingSetMax.plus(turn)) >= 0;
        return cutOff ? "working set: " + workingSetReason : "";
    }
}
