package io.everswitch.journal.ack;

/**
 * Health with hysteresis: a store turns sick after some failures in a row, and healthy again only after it was sick for a
 * while and then succeeded some times in a row, so that a flapping store does not make every fact's path flap with it.
 * Immutable; time is passed in; safe to share.
 */
public final class HealthMeter {

    /**
     * @param failuresToSick failures in a row that make it sick
     * @param successesToHealthy successes in a row that make it healthy again
     * @param sickAtLeastMs how long it stays sick whatever happens
     */
    public record Limits(int failuresToSick, int successesToHealthy, long sickAtLeastMs) {

        public Limits {
            if (failuresToSick < 1 || successesToHealthy < 1 || sickAtLeastMs < 0) {
                throw new IllegalArgumentException("health limits must be positive");
            }
        }
    }

    private final Limits limits;
    private final Health health;
    private final int inARow;
    private final long sickSinceMs;

    private HealthMeter(Limits limits, Health health, int inARow, long sickSinceMs) {
        this.limits = limits;
        this.health = health;
        this.inARow = inARow;
        this.sickSinceMs = sickSinceMs;
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
            case HEALTHY ->
                inARow + 1 >= limits.failuresToSick
                        ? new HealthMeter(limits, Health.SICK, 0, nowMs)
                        : new HealthMeter(limits, Health.HEALTHY, inARow + 1, 0);
            case SICK -> inARow == 0 ? this : new HealthMeter(limits, Health.SICK, 0, sickSinceMs);
        };
    }

    /** Sick at once, for a failure that leaves no doubt. */
    public HealthMeter sick(long nowMs) {
        return new HealthMeter(limits, Health.SICK, 0, nowMs);
    }

    private HealthMeter recovering(long nowMs) {
        int successes = Math.min(inARow + 1, limits.successesToHealthy);
        boolean longEnough = nowMs - sickSinceMs >= limits.sickAtLeastMs;
        return longEnough && successes >= limits.successesToHealthy
                ? new HealthMeter(limits, Health.HEALTHY, 0, 0)
                : new HealthMeter(limits, Health.SICK, successes, sickSinceMs);
    }
}
