package io.everswitch.routing.health;

import io.everswitch.routing.health.ChannelHealth.Level;

/**
 * The health of one channel over the last minute.
 *
 * <pre>
 *   OPEN ── fault rate or faults in a row ──> SHUT ── cool-down over, or sound results anyway ──> PROBING step 1, 2, …
 *    ^                                         ^ └─────────────── more than 1 in 5 probes faulty ──────┤
 *    └─────────────────────────────────────────│──────────────────── last step passed ─────────────────┘
 * </pre>
 *
 * OPEN is green or yellow, SHUT is red, PROBING is yellow with the step's share, and red while its probes are out. Only
 * results of attempts that were sent after the come-back began count for it: time-outs of the bad times still come in long
 * afterwards. Not thread-safe; time is an argument and may stand still or step back without harm.
 */
public final class HealthWindow {
    private enum Phase {
        OPEN,
        SHUT,
        PROBING
    }

    /** Of this many probes one may be faulty. */
    private static final int PROBES_PER_FAULT = 5;
    /** Number of sound results of a shut channel (it was the least bad one) that end its cool-down early. */
    private static final int SOUND_TO_REOPEN = 3;

    private final HealthPolicy policy;
    private final SecondRing ring;
    private Phase phase = Phase.OPEN;
    private long phaseSinceMs;
    /** Results of attempts that were sent earlier do not count for the phase. */
    private long countSinceMs;

    private long coolDownMs;
    private int step;
    private int started;
    private int sound;
    private int faulty;
    private int faultyInARow;

    public HealthWindow(HealthPolicy policy) {
        this.policy = policy;
        this.ring = new SecondRing(policy.windowSeconds());
        this.coolDownMs = policy.coolDownMs();
    }

    /** An attempt goes to the channel now: bounds how many probes are out at once. */
    public void started(long nowMs) {
        advance(nowMs);
        if (phase == Phase.PROBING) {
            started++;
        }
    }

    /** @param latencyMs from sending until this result: says which phase the attempt belongs to */
    public void record(Verdict verdict, long latencyMs, long nowMs) {
        if (verdict == Verdict.SILENT) {
            return;
        }
        advance(nowMs);
        boolean isSound = verdict == Verdict.SOUND;
        if (isSound) {
            ring.addSound(Math.max(0, latencyMs));
            faultyInARow = 0;
        } else {
            ring.addFaulty();
            faultyInARow++;
        }
        if (phase != Phase.OPEN && nowMs - latencyMs >= countSinceMs) {
            sound += isSound ? 1 : 0;
            faulty += isSound ? 0 : 1;
        }
        judge(nowMs);
    }

    /** The same until something is recorded or started, or the second changes. */
    public ChannelHealth assess(long nowMs) {
        advance(nowMs);
        int counted = ring.counted();
        int percent = faultyPercent();
        Level level = Level.GREEN;
        int share = 100;
        switch (phase) {
            case SHUT -> {
                level = Level.RED;
                share = 0;
            }
            case PROBING -> {
                boolean more = started - sound - faulty < allowance();
                level = more ? Level.YELLOW : Level.RED;
                share = more ? policy.rampPercent().get(step) : 0;
            }
            case OPEN -> {
                if (counted >= policy.trafficMin() && percent >= policy.yellowPercent()) {
                    level = Level.YELLOW;
                    share = yellowShare(percent);
                }
            }
        }
        return new ChannelHealth(level, share, phase == Phase.PROBING, counted, ring.faulty(), ring.meanLatencyMs());
    }

    private void judge(long nowMs) {
        switch (phase) {
            case OPEN -> {
                boolean rate = ring.counted() >= policy.trafficMin() && faultyPercent() >= policy.redPercent();
                if (rate || faultyInARow >= policy.faultyInARowMax()) {
                    shut(nowMs);
                }
            }
            case SHUT -> {
                if (sound >= SOUND_TO_REOPEN && faulty == 0) {
                    probe(0, nowMs);
                }
            }
            case PROBING -> {
                if (faulty * PROBES_PER_FAULT > sound + faulty) {
                    coolDownMs = Math.min(policy.coolDownMaxMs(), coolDownMs * 2);
                    shut(nowMs);
                } else if (sound >= allowance()) {
                    nextStep(nowMs);
                }
            }
        }
    }

    /** What time alone changes. */
    private void advance(long nowMs) {
        ring.moveTo(nowMs);
        if (ring.counted() == 0) {
            // Faults so far apart are not a row.
            faultyInARow = 0;
        }
        if (phase == Phase.SHUT && nowMs - phaseSinceMs >= coolDownMs) {
            probe(0, nowMs);
        } else if (phase == Phase.PROBING && nowMs - phaseSinceMs >= policy.probeStepMaxMs()) {
            if (started > 0 && sound == 0) {
                // Probes went out and nobody has heard of them: not a reason to send more than before.
                probe(step, nowMs);
            } else {
                // Hardly any traffic: a channel that nobody needs would otherwise stay small for ever.
                nextStep(nowMs);
            }
        }
    }

    private void nextStep(long nowMs) {
        if (step + 1 < policy.rampPercent().size()) {
            probe(step + 1, nowMs);
        } else {
            coolDownMs = policy.coolDownMs();
            enter(Phase.OPEN, nowMs);
        }
    }

    private void probe(int toStep, long nowMs) {
        if (phase == Phase.SHUT) {
            // What made it red must not do so a second time.
            ring.clear();
            countSinceMs = nowMs;
        }
        step = toStep;
        enter(Phase.PROBING, nowMs);
    }

    private void shut(long nowMs) {
        countSinceMs = nowMs;
        enter(Phase.SHUT, nowMs);
    }

    private void enter(Phase next, long nowMs) {
        phase = next;
        phaseSinceMs = nowMs;
        started = 0;
        sound = 0;
        faulty = 0;
        faultyInARow = 0;
    }

    private int allowance() {
        return policy.probes() << step;
    }

    private int faultyPercent() {
        return ring.counted() == 0 ? 0 : (int) (100L * ring.faulty() / ring.counted());
    }

    private int yellowShare(int percent) {
        int span = policy.redPercent() - policy.yellowPercent();
        int above = Math.min(span, percent - policy.yellowPercent());
        return 100 - (100 - policy.yellowShareMinPercent()) * above / span;
    }
}
