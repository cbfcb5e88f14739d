package io.everswitch.routing.health;

import io.everswitch.routing.degrade.RateShare;
import io.everswitch.routing.health.ChannelHealth.Level;

/**
 * The health of one channel over the last minute, or of one method at it, by the results of all nodes.
 *
 * <pre>
 *   OPEN ── fault rate or faults in a row ──> SHUT ── cool-down over, or sound results anyway ──> PROBING step 1, 2, …
 *    ^                                         ^ └─────────────── more than 1 in 5 probes faulty ──────┤
 *    └─────────────────────────────────────────│──────────────────── last step passed ─────────────────┘
 * </pre>
 *
 * OPEN is green or yellow, SHUT is red, PROBING is yellow with the step's share, and red while its probes are out. Only
 * results of attempts that were sent after the come-back began count from then on: time-outs of the bad times still come in
 * long afterwards. What other nodes tell counts like own results, but each node sends only its part of the probes. Not
 * thread-safe; time is an argument and may stand still or step back without harm.
 */
public final class HealthWindow {
    private enum Phase {
        OPEN,
        SHUT,
        PROBING
    }

    /** Causes of a red one, for machines. */
    static final String IN_A_ROW = "in_a_row";

    static final String PROBES = "probes";

    /** Of this many probes one may be faulty. */
    private static final int PROBES_PER_FAULT = 5;
    /** Number of sound results of a shut channel (it was the least bad one) that end its cool-down early. */
    private static final int SOUND_TO_REOPEN = 3;

    private HealthPolicy policy;
    private final HealthListener listener;
    private HealthRates rates;
    private final CoolDown coolDown;
    private final SecondRing ring;
    private RateShare share = RateShare.WHOLE;
    private Phase phase = Phase.OPEN;
    private long phaseSinceMs;
    /** Results of attempts that were sent earlier do not count for the phase. */
    private long countSinceMs;
    /** Results of attempts that were sent earlier do not count at all. */
    private long cameBackMs = Long.MIN_VALUE;

    private int step;
    private int started;
    private int sound;
    private int faulty;
    /** Started by this node, and not heard of yet. */
    private int ownOut;

    private int faultyInARow;
    private boolean toldYellow;

    public HealthWindow(HealthPolicy policy) {
        this(policy, HealthListener.NONE);
    }

    HealthWindow(HealthPolicy policy, HealthListener listener) {
        this.policy = policy;
        this.listener = listener;
        this.rates = new HealthRates(policy);
        this.ring = new SecondRing(policy.windowSeconds());
        this.coolDown = new CoolDown(policy);
    }

    /** This node's part of the probes from now on. */
    void share(RateShare part) {
        share = part;
    }

    /** From now on by these numbers; the state and what was counted stay, and the next result is judged by them. */
    void become(HealthPolicy next) {
        policy = next.insteadOf(policy);
        rates = new HealthRates(next);
        coolDown.become(next);
    }

    /** An attempt goes to the channel now: bounds how many probes are out at once. */
    public void started(long nowMs) {
        advance(nowMs);
        if (phase == Phase.PROBING) {
            started++;
            ownOut++;
        }
    }

    /** Whether a result that comes now is of the time before the come-back, and says nothing any more. */
    boolean isStale(long latencyMs, long nowMs) {
        return nowMs - latencyMs < cameBackMs;
    }

    /** Seconds before this one are of the time before the come-back; the smallest number there is if there was none. */
    long cameBackSecond() {
        return Math.floorDiv(cameBackMs, 1_000L);
    }

    /** @param latencyMs from sending until this result: says which phase the attempt belongs to */
    public void record(Verdict verdict, long latencyMs, long nowMs) {
        if (verdict != Verdict.SILENT) {
            record(Symptom.of(verdict), latencyMs, nowMs);
        }
    }

    void record(Symptom symptom, long latencyMs, long nowMs) {
        advance(nowMs);
        if (isStale(latencyMs, nowMs)) {
            return;
        }
        ring.add(Tally.one(symptom, latencyMs));
        faultyInARow = symptom.isFaulty() ? faultyInARow + 1 : 0;
        if (phase != Phase.OPEN && nowMs - latencyMs >= countSinceMs) {
            sound += symptom.isFaulty() ? 0 : 1;
            faulty += symptom.isFaulty() ? 1 : 0;
            ownOut = Math.max(0, ownOut - 1);
        }
        judge(nowMs);
    }

    /**
     * What another node has seen in one second of its clock, beyond what it told before.
     *
     * @param second since 1970
     */
    void heard(long second, Tally news, long nowMs) {
        advance(nowMs);
        if (!ring.addAt(second, news)) {
            return;
        }
        if (news.counted() > 0) {
            // Their order among ours is not known: any sound one ends the row.
            faultyInARow = news.sound() > 0 ? 0 : faultyInARow + news.faulty();
        }
        long beginsMs = second * 1_000;
        if (phase != Phase.OPEN && beginsMs >= countSinceMs) {
            sound += news.sentSound();
            faulty += news.sentFaulty();
            started += phase == Phase.PROBING && beginsMs >= phaseSinceMs ? news.started() : 0;
        }
        judge(nowMs);
    }

    /** The same until something is recorded, heard or started, or the second changes. */
    public ChannelHealth assess(long nowMs) {
        advance(nowMs);
        Level level = Level.GREEN;
        int may = 100;
        switch (phase) {
            case SHUT -> {
                level = Level.RED;
                may = 0;
            }
            case PROBING -> {
                boolean more = ownOut < share.of(allowance());
                level = more ? Level.YELLOW : Level.RED;
                may = more ? policy.rampPercent().get(step) : 0;
            }
            case OPEN -> {
                if (rates.isYellow(ring.sum())) {
                    level = Level.YELLOW;
                    may = rates.yellowShare(ring.sum());
                }
                tellYellow(may, nowMs);
            }
        }
        return new ChannelHealth(
                level, may, phase == Phase.PROBING, ring.counted(), ring.faulty(), ring.meanLatencyMs());
    }

    Tally counts() {
        return ring.sum();
    }

    /** At once when it begins; that it is over only when it is so by half, for it may waver for long. */
    private void tellYellow(int may, long nowMs) {
        boolean yellow = rates.isYellow(ring.sum());
        if (yellow && !toldYellow) {
            toldYellow = true;
            String why = "yellow: " + words() + rates.slowWords(ring.sum()) + "; may " + may + " %";
            listener.turned(HealthTurn.YELLOW, "", why, may, nowMs);
        } else if (toldYellow && !yellow && HealthRates.faultyPercent(ring.sum()) * 2 < policy.yellowPercent()) {
            toldYellow = false;
            listener.turned(HealthTurn.GREEN, "", "green: " + words(), may, nowMs);
        }
    }

    private void judge(long nowMs) {
        switch (phase) {
            case OPEN -> judgeOpen(nowMs);
            case SHUT -> {
                if (sound >= SOUND_TO_REOPEN && faulty == 0) {
                    probe(0, sound + " sound while red", nowMs);
                }
            }
            case PROBING -> {
                if (faulty * PROBES_PER_FAULT > sound + faulty) {
                    coolDown.comeBackFailed();
                    shut(PROBES, "red again: " + faulty + " of " + (sound + faulty) + " probes faulty", nowMs);
                } else if (sound >= allowance()) {
                    nextStep(sound + " of " + (sound + faulty) + " probes sound", nowMs);
                }
            }
        }
    }

    private void judgeOpen(long nowMs) {
        if (faultyInARow >= policy.faultyInARowMax()) {
            shut(IN_A_ROW, "red: " + faultyInARow + " faulty in a row, " + words(), nowMs);
            return;
        }
        int soon = Math.min(HealthRates.SOON_SECONDS, policy.windowSeconds());
        // With so few faults neither rule is broken: most results are looked at no further.
        if (ring.faulty() >= HealthRates.FAULTY_MIN && !shutIfMany(ring.sum(), policy.windowSeconds(), nowMs)) {
            shutIfMany(ring.last(soon), soon, nowMs);
        }
    }

    private boolean shutIfMany(Tally tally, int seconds, long nowMs) {
        String cause = rates.redCause(tally);
        if (!cause.isEmpty()) {
            shut(cause, "red: " + tally.words(seconds), nowMs);
        }
        return !cause.isEmpty();
    }

    /** What time alone changes. */
    private void advance(long nowMs) {
        ring.moveTo(nowMs);
        if (ring.counted() == 0) {
            // Faults so far apart are not a row.
            faultyInARow = 0;
        }
        if (phase == Phase.SHUT && nowMs - phaseSinceMs >= coolDown.ms()) {
            probe(0, "red for " + coolDown.ms() / 1_000.0 + " s", nowMs);
        } else if (phase == Phase.PROBING && nowMs - phaseSinceMs >= policy.probeStepMaxMs()) {
            if (started > 0 && sound == 0) {
                // Probes went out and nobody has heard of them: not a reason to send more than before.
                probe(step, started + " probes not answered yet", nowMs);
            } else {
                // Hardly any traffic: a channel that nobody needs would otherwise stay small for ever.
                nextStep(sound + " probes sound in " + policy.probeStepMaxMs() / 1_000.0 + " s", nowMs);
            }
        }
    }

    private void nextStep(String why, long nowMs) {
        if (step + 1 < policy.rampPercent().size()) {
            probe(step + 1, why, nowMs);
        } else {
            coolDown.recovered();
            enter(Phase.OPEN, nowMs);
            listener.turned(HealthTurn.RECOVERED, "", "recovered: " + why, 100, nowMs);
        }
    }

    private void probe(int toStep, String why, long nowMs) {
        boolean begins = phase == Phase.SHUT;
        if (begins) {
            // What made it red must not do so a second time.
            ring.clear();
            countSinceMs = nowMs;
            cameBackMs = nowMs;
        }
        step = toStep;
        enter(Phase.PROBING, nowMs);
        int may = policy.rampPercent().get(step);
        listener.turned(
                begins ? HealthTurn.PROBING : HealthTurn.STEP, "", "probing with " + may + " %: " + why, may, nowMs);
    }

    private void shut(String cause, String reason, long nowMs) {
        countSinceMs = nowMs;
        toldYellow = false;
        enter(Phase.SHUT, nowMs);
        listener.turned(HealthTurn.RED, cause, reason + "; next try in " + coolDown.ms() / 1_000.0 + " s", 0, nowMs);
    }

    private void enter(Phase next, long nowMs) {
        phase = next;
        phaseSinceMs = nowMs;
        started = 0;
        sound = 0;
        faulty = 0;
        ownOut = 0;
        faultyInARow = 0;
    }

    private int allowance() {
        return policy.probes() << step;
    }

    private String words() {
        return ring.sum().words(policy.windowSeconds());
    }
}
