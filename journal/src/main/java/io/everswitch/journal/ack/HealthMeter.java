package io.everswitch.journal.ack;

/**
 * Health with hysteresis: a store turns sick after some failures in a row, and healthy again only after it was sick for a
 * while and then succeeded some times in a row, so that a flapping store does not make every fact's path flap with it.
 * Immutable; time is passed in; safe to share.
 */
public final class HealthMeter {

    /**
     * @param failuresToSick failures in a row that make it sick
     * @param failingAtLeastMs and for so long, so that one short event that fails many at once does not
     * @param successesToHealthy successes in a row that make it healthy again
     * @param sickAtLeastMs how long it stays sick whatever happens
     */
    public record Limits(int failuresToSick, long failingAtLeastMs, int successesToHealthy, long sickAtLeastMs) {

        public Limits {
            if (failuresToSick < 1 || failingAtLeastMs < 0 || successesToHealthy < 1 || sickAtLeastMs < 0) {
                throw new IllegalArgumentException("health limits must be positive");
            }
        }
    }

    private final Limits limits;
    private final Health health;
    private final int inARow;
    /** Since when it fails, or is sick. */
    private final long sinceMs;

    private HealthMeter(Limits limits, Health health, int inARow, long sinceMs) {
        this.limits = limits;
        this.health = health;
        this.inARow = inARow;
        this.sinceMs = sinceMs;
    }

    public static HealthMeter healthy(Limits limits) {
        return new HealthMeter(limits, Health.HEALTHY, 0, 0);
    }

    public Health health() {
        return health;
    }

    public HealthMeter succeeded(long nowMs) {
        return switch (health) {
            case HEALTHY -> inARow == 0 ? this : new HealthMeter(limits, Health.HEALTHY, 0, 0);
            case SICK -> recovering(nowMs);
        };
    }

    public HealthMeter failed(long nowMs) {
        return switch (health) {
            case HEALTHY -> failing(nowMs);
            case SICK -> inARow == 0 ? this : new HealthMeter(limits, Health.SICK, 0, sinceMs);
        };
    }

    private HealthMeter failing(long nowMs) {
        int failures = Math.min(inARow + 1, limits.failuresToSick);
        long since = inARow == 0 ? nowMs : sinceMs;
        boolean longEnough = nowMs - since >= limits.failingAtLeastMs;
        return longEnough && failures >= limits.failuresToSick
                ? new HealthMeter(limits, Health.SICK, 0, nowMs)
                : new HealthMeter(limits, Health.HEALTHY, failures, since);
    }

    /** Sick at once, for a failure that leaves no doubt. */
    public HealthMeter sick(long nowMs) {
        return new HealthMeter(limits, Health.SICK, 0, nowMs);
    }

    private HealthMeter recovering(long nowMs) {
        int successes = Math.min(inARow + 1, limits.successesToHealthy);
        boolean longEnough = nowMs - sinceMs >= limits.sickAtLeastMs;
        return longEnough && successes >= limits.successesToHealthy
                ? new HealthMeter(limits, Health.HEALTHY, 0, 0)
                : new HealthMeter(limits, Health.SICK, successes, sinceMs);
    }
}
