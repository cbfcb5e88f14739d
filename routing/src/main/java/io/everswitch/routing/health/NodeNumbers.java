package io.everswitch.routing.health;

import java.util.List;

/**
 * What one node has seen at its channels, as it tells it to the others. Everything in it is cumulative, so that a message that
 * comes twice, late or not at all changes nothing that the next one does not mend. Immutable.
 *
 * @param node its name in the cluster
 * @param epoch when it started, in milliseconds since 1970: its counts begin anew with it
 * @param upTo the version that whoever has read this knows of
 * @param more whether there is more to tell after it
 */
public record NodeNumbers(String node, long epoch, long upTo, boolean more, List<Second> seconds) {
    public NodeNumbers {
        seconds = List.copyOf(seconds);
    }

    /**
     * @param channel as the catalog names it; a node whose catalog has not got it skips it
     * @param method {@link io.everswitch.domain.means.MeansKind#code}; empty if it is not known
     * @param second since 1970, by the node's own clock
     * @param tally all of it so far
     */
    public record Second(String channel, String method, long second, Tally tally) {}
}
