package io.everswitch.routing.health;

import java.util.List;

/**
 * When a channel is yellow or red and how it comes back. The reason for each default is beside it in {@link #DEFAULT}.
 *
 * @param windowSeconds how far back results count, 1 … 600
 * @param trafficMin number of results below which the fault rate is not believed
 * @param yellowPercent fault rate from which the channel gets less
 * @param redPercent fault rate from which it gets nothing
 * @param heldUpRedPercent rate of time-outs and unknowns alone from which it gets nothing
 * @param faultyInARowMax number of faulty results without a sound one between them that makes it red whatever its traffic
 * @param yellowShareMinPercent the share left just below red; between the two thresholds it falls evenly
 * @param coolDownMs how long it gets nothing after it turned red; doubles with every failed come-back
 * @param coolDownMaxMs where the doubling ends
 * @param probeStepMaxMs how long one step of the come-back may wait for results
 * @param probes number of attempts that the first step may start before their answers are in; doubles with every step
 * @param rampPercent share at each step of the come-back
 */
public record HealthPolicy(
        int windowSeconds,
        int trafficMin,
        int yellowPercent,
        int redPercent,
        int heldUpRedPercent,
        int faultyInARowMax,
        int yellowShareMinPercent,
        long coolDownMs,
        long coolDownMaxMs,
        long probeStepMaxMs,
        int probes,
        List<Integer> rampPercent) {
    public static final HealthPolicy DEFAULT = new HealthPolicy(
            // A minute spans the longest answer time-out (60 s): a shorter window could forget the sound results that
            // were sent
            // beside a time-out before the time-out is in.
            60,
            // A sound bank has up to 2 % faults. With 20 results two faults (yellow) then happen by chance in 6 % of
            // windows,
            // which costs only some weight; eight (red) in fewer than one of a hundred million.
            20,
            // Five times a sound bank's rate: no longer chance, but nine of ten payers are still served.
            10,
            // A faulty result is mostly an UNKNOWN, which holds its payer up for minutes: worse than a decline. From
            // four of ten on,
            // any other channel is better, and the few probes tell as much as full traffic would.
            40,
            // A time-out or an unknown holds its payer up for minutes, until a query or a reversal tells what became of
            // the
            // money; a bank's "not now" or a missing line costs him the milliseconds until the next channel has it. So
            // these
            // turn a channel red at half the rate of the others: at 20 % every fifth payer is held up, at another
            // channel
            // hardly any, and no fee makes good for that. Lower would hit a bank with a bad minute.
            20,
            // A bank that hangs answers nothing at all. At 10 % faults five in a row have a chance of 1 to 100,000, so
            // the rule
            // hits only the dead, after five payers and not after half a window of them.
            5,
            20,
            // Longer than a reconnect with sign-on, shorter than a payer's patience when every channel is red.
            5_000,
            60_000,
            15_000,
            // Each probe is a payer who may be held up: few of them until the first have come back.
            5,
            List.of(5, 15, 35, 70));

    public HealthPolicy {
        rampPercent = List.copyOf(rampPercent);
        require(windowSeconds >= 1 && windowSeconds <= 600, "windowSeconds must be 1 … 600");
        require(trafficMin >= 1, "trafficMin must be at least 1");
        require(
                yellowPercent >= 1 && yellowPercent < redPercent && redPercent <= 100,
                "1 <= yellowPercent < redPercent <= 100");
        require(heldUpRedPercent >= 1 && heldUpRedPercent <= 100, "heldUpRedPercent must be 1 … 100");
        require(faultyInARowMax >= 2, "faultyInARowMax must be at least 2");
        require(yellowShareMinPercent >= 1 && yellowShareMinPercent <= 100, "yellowShareMinPercent must be 1 … 100");
        require(coolDownMs >= 1 && coolDownMs <= coolDownMaxMs, "1 <= coolDownMs <= coolDownMaxMs");
        require(probeStepMaxMs >= 1, "probeStepMaxMs must be at least 1");
        require(probes >= 1 && probes <= 1_000, "probes must be 1 … 1000");
        require(!rampPercent.isEmpty() && rampPercent.size() <= 10, "rampPercent must have 1 … 10 steps");
        require(rampPercent.stream().allMatch(p -> p >= 1 && p <= 100), "rampPercent must be 1 … 100 each");
    }

    /**
     * This one, if a window can go over to it without losing what it has counted.
     *
     * @throws IllegalArgumentException if not
     */
    HealthPolicy insteadOf(HealthPolicy before) {
        require(
                windowSeconds == before.windowSeconds && rampPercent.equals(before.rampPercent),
                "windowSeconds and rampPercent cannot be changed");
        return this;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("health policy: " + rule);
        }
    }
}
