package io.everswitch.chaos.drill;

/**
 * What a drill promises besides the invariants. A negative number promises nothing.
 *
 * @param failedMax operations that retrying clients gave up
 * @param throughputRatio while disturbed, at least this share of what was acknowledged before, in the same run
 * @param p99Ratio while disturbed, p99 of latency at most this multiple of before, or {@code p99PlusMs} more if that is more
 * @param slotWaitMs after each kill no client of any slot waits longer
 * @param newPaymentMs after each kill no create takes longer
 * @param frontDoor clients that never repeat anything, behind the front door, see no error at all
 * @param archiveComplete at the end nothing waits for the archive
 * @param stoppedWithinMs after an operator stopped a channel no attempt begins there later than this, on any node
 */
public record Promises(
        long failedMax,
        double throughputRatio,
        double p99Ratio,
        double p99PlusMs,
        double slotWaitMs,
        double newPaymentMs,
        boolean frontDoor,
        boolean archiveComplete,
        double stoppedWithinMs) {
    /** Only the invariants. */
    public static final Promises NONE = new Promises(-1, -1, -1, -1, -1, -1, false, false, -1);

    /**
     * Nobody notices that the database is gone. p99 of a second has noise of a collection or two, hence the half and the 50 ms.
     */
    public static final Promises UNNOTICED = new Promises(0, 0.95, 1.5, 50, -1, -1, false, true, -1);

    Promises failed(long max) {
        return new Promises(
                max,
                throughputRatio,
                p99Ratio,
                p99PlusMs,
                slotWaitMs,
                newPaymentMs,
                frontDoor,
                archiveComplete,
                stoppedWithinMs);
    }

    Promises goesOnWithin(double ms) {
        return new Promises(
                failedMax, throughputRatio, p99Ratio, p99PlusMs, ms, ms, frontDoor, archiveComplete, stoppedWithinMs);
    }

    Promises behindFrontDoor() {
        return new Promises(
                failedMax,
                throughputRatio,
                p99Ratio,
                p99PlusMs,
                slotWaitMs,
                newPaymentMs,
                true,
                archiveComplete,
                stoppedWithinMs);
    }

    Promises completeArchive() {
        return withArchive(true);
    }

    Promises withoutArchive() {
        return withArchive(false);
    }

    private Promises withArchive(boolean complete) {
        return new Promises(
                failedMax,
                throughputRatio,
                p99Ratio,
                p99PlusMs,
                slotWaitMs,
                newPaymentMs,
                frontDoor,
                complete,
                stoppedWithinMs);
    }

    Promises stoppedWithin(double ms) {
        return new Promises(
                failedMax,
                throughputRatio,
                p99Ratio,
                p99PlusMs,
                slotWaitMs,
                newPaymentMs,
                frontDoor,
                archiveComplete,
                ms);
    }
}
