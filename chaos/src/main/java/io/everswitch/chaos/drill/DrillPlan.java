package io.everswitch.chaos.drill;

import java.util.List;

/**
 * A drill as data.
 *
 * @param purpose one line: what is done to the switch, and what must hold
 * @param rate journeys begun per second
 * @param seconds how long
 * @param journeysMax 0: no bound but time
 * @param settleSeconds how long outcomes and webhooks may take after the load
 * @param faults the schedule
 */
public record DrillPlan(
        String name,
        String purpose,
        Shape shape,
        int rate,
        int seconds,
        int journeysMax,
        int settleSeconds,
        Faults faults,
        Promises promises) {
    /** Makes the schedule. */
    @FunctionalInterface
    public interface Faults {
        /** @param seconds of the run, which may have been shortened; {@code seed}: the same seed, the same schedule */
        List<Fault> schedule(int seconds, long seed);
    }

    /** Shorter or longer, faster or slower; 0 keeps what the plan says. */
    public DrillPlan with(int otherRate, int otherSeconds) {
        boolean sameTime = otherSeconds == 0;
        return new DrillPlan(
                name,
                purpose,
                shape,
                otherRate == 0 ? rate : otherRate,
                sameTime ? seconds : otherSeconds,
                sameTime ? journeysMax : 0,
                settleSeconds,
                faults,
                promises);
    }
}
