package io.everswitch.routing.health;

import java.util.HashMap;
import java.util.Map;

/** What other nodes have told so far, so that only what is new in a message counts. Not thread-safe. */
final class HeardSeconds {
    /** Nodes beyond it are not listened to: a cluster has a handful, and their names come over the wire. */
    static final int NODES_MAX = 64;

    private record Key(String channel, String method, long second) {}

    private static final class Node {
        private final long epoch;
        private final Map<Key, Tally> seconds = new HashMap<>();
        private long heardSecond;
        private long tidiedSecond;

        Node(long epoch) {
            this.epoch = epoch;
        }
    }

    private final int windowSeconds;
    private final Map<String, Node> nodes = new HashMap<>();

    HeardSeconds(int windowSeconds) {
        this.windowSeconds = windowSeconds;
    }

    /** @return whether its message is one of its present life */
    boolean begin(NodeNumbers numbers, long nowSecond) {
        // A node whose clock was put back before it started anew is believed once its former life is forgotten.
        nodes.values().removeIf(other -> nowSecond - other.heardSecond > 2L * windowSeconds);
        Node node = nodes.get(numbers.node());
        if (node != null && numbers.epoch() < node.epoch) {
            return false;
        }
        if (node == null && nodes.size() >= NODES_MAX) {
            return false;
        }
        if (node == null || numbers.epoch() > node.epoch) {
            // What it told in its former life was true: it stays in the windows until it is old.
            node = new Node(numbers.epoch());
            nodes.put(numbers.node(), node);
        }
        node.heardSecond = nowSecond;
        if (node.tidiedSecond != nowSecond) {
            node.tidiedSecond = nowSecond;
            node.seconds.keySet().removeIf(key -> !isNear(key.second, nowSecond));
        }
        return true;
    }

    /** @return what is new in it; NONE if nothing is */
    Tally news(String name, NodeNumbers.Second second, long nowSecond) {
        Node node = nodes.get(name);
        if (node == null || !isNear(second.second(), nowSecond)) {
            return Tally.NONE;
        }
        Key key = new Key(second.channel(), second.method(), second.second());
        Tally before = node.seconds.getOrDefault(key, Tally.NONE);
        Tally news = second.tally().beyond(before);
        if (!news.equals(Tally.NONE)) {
            node.seconds.put(key, before.plus(news));
        }
        return news;
    }

    /** Clocks may be apart by some seconds; what is further away is no number of this minute. */
    private boolean isNear(long second, long nowSecond) {
        return Math.abs(nowSecond - second) <= windowSeconds + 5L;
    }
}
