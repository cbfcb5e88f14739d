package io.everswitch.node.limits;

import java.util.concurrent.CompletionStage;

/** Tells what became of attempts, from the payments themselves. Thread-safe, never blocks; fails if nobody can say now. */
interface Fates {
    /** @param reference on the wire */
    CompletionStage<Fate> of(String reference);
}
