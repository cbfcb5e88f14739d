package io.everswitch.node.cluster;

import com.typesafe.config.Config;

/**
 * {@code everswitch.cluster.evidence}; the reasons stand in application.conf.
 *
 * @param refusals refused connections in a row that prove that nobody listens, 2 … 100
 * @param againMs pause between two connections, 10 … 10,000
 * @param connectMs how long one connection may take before it counts as no answer, 10 … 10,000
 */
record EvidenceSettings(int refusals, int againMs, int connectMs) {
    EvidenceSettings {
        within("refusals", refusals, 2, 100);
        within("again-ms", againMs, 10, 10_000);
        within("connect-ms", connectMs, 10, 10_000);
    }

    static EvidenceSettings from(Config config) {
        return new EvidenceSettings(config.getInt("refusals"), config.getInt("again-ms"), config.getInt("connect-ms"));
    }

    private static void within(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "everswitch.cluster.evidence." + name + " must be " + min + " to " + max + ", is " + value);
        }
    }
}
