package io.everswitch.chaos.door;

import java.util.List;

/**
 * What a front door is told.
 *
 * @param apiPort merchant API and cashier; 0 means any free one
 * @param callbacksPort bank callbacks; 0 means any free one
 * @param limits all bounds
 */
public record DoorSettings(int apiPort, int callbacksPort, List<NodeAddress> nodes, Limits limits) {
    public DoorSettings {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("a front door needs a node");
        }
    }

    /** Where a node listens. */
    public record NodeAddress(String name, String host, int api, int callbacks, int operations) {
        /** @param text {@code NAME=HOST:API:CALLBACKS:OPERATIONS} */
        static NodeAddress parse(String text) {
            String[] halves = text.split("=", 2);
            String[] parts = halves[halves.length - 1].split(":", 5);
            if (halves.length != 2 || parts.length != 4) {
                throw new IllegalArgumentException("--node must be NAME=HOST:API:CALLBACKS:OPERATIONS, not " + text);
            }
            try {
                return new NodeAddress(
                        halves[0],
                        parts[0],
                        Integer.parseInt(parts[1]),
                        Integer.parseInt(parts[2]),
                        Integer.parseInt(parts[3]));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("--node " + text + ": a port must be a number", e);
            }
        }
    }

    /**
     * @param pollMs how often each node is asked whether it is ready
     * @param pollTimeoutMs a node that has not said so after this is not
     * @param connectTimeoutMs a node that does not take a connection for so long is passed over
     * @param answerTimeoutMs a node that has not begun its answer after this has failed
     * @param quietMaxMs an answer that streams may be silent for so long
     * @param bodyMaxBytes larger requests are answered 413
     * @param connectionsMax clients at once at each port; more are closed
     * @param idlePerNodeMax connections to a node kept open for the next request
     * @param idleMaxMs and for how long
     */
    public record Limits(
            int pollMs,
            int pollTimeoutMs,
            int connectTimeoutMs,
            int answerTimeoutMs,
            int quietMaxMs,
            int bodyMaxBytes,
            int connectionsMax,
            int idlePerNodeMax,
            int idleMaxMs) {
        /**
         * 100 ms: a node that leaves says so before it stops listening, and ten questions a second cost nothing. 65 s: a
         * confirmation may wait 60. 180 s: event streams have a heartbeat far more often. 128 KB: the switch takes less. 5 s:
         * much sooner than the node closes idle connections, so that a request seldom meets a closing one.
         */
        public static final Limits STANDARD = new Limits(100, 400, 500, 65_000, 180_000, 128 * 1024, 4_096, 512, 5_000);

        public Limits {
            int least = Math.min(Math.min(pollMs, pollTimeoutMs), Math.min(connectTimeoutMs, answerTimeoutMs));
            int next = Math.min(Math.min(quietMaxMs, bodyMaxBytes), Math.min(connectionsMax, idleMaxMs));
            if (least < 1 || next < 1 || idlePerNodeMax < 0) {
                throw new IllegalArgumentException("limits of the front door out of range");
            }
        }
    }
}
