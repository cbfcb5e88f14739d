package io.everswitch.routing.health;

/** How long a red channel gets nothing: doubled by each failed come-back up to a bound. Not thread-safe. */
final class CoolDown {
    private HealthPolicy policy;
    private int failed;

    CoolDown(HealthPolicy policy) {
        this.policy = policy;
    }

    /** Holds at once, also for the one that runs. */
    void become(HealthPolicy next) {
        policy = next;
    }

    long ms() {
        long ms = policy.coolDownMs();
        for (int i = 0; i < failed && ms < policy.coolDownMaxMs(); i++) {
            ms *= 2;
        }
        return Math.min(ms, policy.coolDownMaxMs());
    }

    void comeBackFailed() {
        failed++;
    }

    void recovered() {
        failed = 0;
    }
}
