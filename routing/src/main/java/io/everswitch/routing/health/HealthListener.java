package io.everswitch.routing.health;

/** Told of every turn of a window's health while it happens; must not ask back. */
interface HealthListener {
    HealthListener NONE = (turn, cause, reason, sharePercent, atMs) -> {};

    /** @see HealthEvent */
    void turned(HealthTurn turn, String cause, String reason, int sharePercent, long atMs);
}
