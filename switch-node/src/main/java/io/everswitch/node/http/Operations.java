package io.everswitch.node.http;

import java.util.List;

/** What the operations port shows. Thread-safe, answers at once. */
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
}
