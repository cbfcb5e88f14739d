package io.everswitch.chaos.check;

import io.everswitch.chaos.history.Step;

/** Looks at a history step by step, then at the evidence. Keeps what it needs of a payment, not the steps. One thread. */
interface Checker {
    /** Next step of the history, in the order of time. Findings that need no evidence are found here. */
    default void step(Step step, Findings found) {}

    /** After the last step; may be called again with newer evidence. */
    default void judge(Evidence evidence, Findings found) {}
}
