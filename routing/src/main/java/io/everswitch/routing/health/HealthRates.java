package io.everswitch.routing.health;

/** What counts of results mean: red, yellow, and how much a yellow one may. Pure; thread-safe. */
final class HealthRates {
    /** Causes of a red one, for machines. */
    static final String HELD_UP = "held_up";

    static final String FAULT_RATE = "fault_rate";

    /** A bank that holds 2 % up has eight of forty in a minute once in a million; with fewer, chance would decide. */
    static final int FAULTY_MIN = 8;
    /** A slow answer is an answer: from where every second one is slow the channel gets less, never nothing. */
    private static final int SLOW_PERCENT = 50;

    private static final int SLOW_SHARE_MIN_PERCENT = 50;

    /**
     * The red rules look at these last seconds, too: a bank that falls ill has a minute of good results in its window, which would
     * hide three time-outs of ten for 40 s. In a quarter of that only banks with enough traffic have enough results.
     */
    static final int SOON_SECONDS = 15;

    private final HealthPolicy policy;

    HealthRates(HealthPolicy policy) {
        this.policy = policy;
    }

    /** Empty: it is not red for its rates. */
    String redCause(Tally tally) {
        if (tally.counted() < policy.trafficMin()) {
            return "";
        }
        if (faultyPercent(tally) >= policy.redPercent()) {
            return FAULT_RATE;
        }
        boolean heldUp = tally.heldUp() >= FAULTY_MIN
                && tally.heldUp() * 100L >= (long) policy.heldUpRedPercent() * tally.counted();
        return heldUp ? HELD_UP : "";
    }

    boolean isYellow(Tally tally) {
        return faultsAreMany(tally) || slowAreMany(tally);
    }

    private boolean faultsAreMany(Tally tally) {
        return tally.counted() >= policy.trafficMin() && faultyPercent(tally) >= policy.yellowPercent();
    }

    boolean slowAreMany(Tally tally) {
        return tally.sound() >= policy.trafficMin() && slowPercent(tally) >= SLOW_PERCENT;
    }

    /** Empty if they are not. */
    String slowWords(Tally tally) {
        return slowAreMany(tally) ? "; " + tally.slow() + " of " + tally.sound() + " answers slow" : "";
    }

    int yellowShare(Tally tally) {
        int may = 100;
        if (faultsAreMany(tally)) {
            int span = policy.redPercent() - policy.yellowPercent();
            int above = Math.min(span, faultyPercent(tally) - policy.yellowPercent());
            may = 100 - (100 - policy.yellowShareMinPercent()) * above / span;
        }
        if (slowAreMany(tally)) {
            int less = (100 - SLOW_SHARE_MIN_PERCENT) * (slowPercent(tally) - SLOW_PERCENT) / (100 - SLOW_PERCENT);
            may = Math.min(may, 100 - less);
        }
        return may;
    }

    static int faultyPercent(Tally tally) {
        return tally.counted() == 0 ? 0 : (int) (100L * tally.faulty() / tally.counted());
    }

    private static int slowPercent(Tally tally) {
        return tally.sound() == 0 ? 0 : (int) (100L * tally.slow() / tally.sound());
    }
}
