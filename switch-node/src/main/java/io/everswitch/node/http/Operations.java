package io.everswitch.node.http;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** What the operations port shows and does. Thread-safe, never blocks. */
public interface Operations {
    /** One reason to be ready or not. */
    record Check(String name, boolean ok, String detail) {}

    /** All metrics in Prometheus's text format 0.0.4. */
    String metrics();

    /** False only if the process cannot recover by itself and must be restarted. */
    boolean live();

    /** Why merchants and banks are not served now; empty if they are. Asked for each request. */
    default String refusal() {
        return "";
    }

    /** Ready if all are ok. */
    List<Check> readiness();

    CompletionStage<JournalReport> journal();

    /**
     * A named operator's word that a spool's disk is lost for good: nobody waits for it any longer, and what it alone held is
     * lost. Fails with an {@link IllegalArgumentException} if nobody waits for it.
     */
    CompletionStage<Void> giveUp(String spool, String operator, String reason);
}
