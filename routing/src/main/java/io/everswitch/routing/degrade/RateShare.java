package io.everswitch.routing.degrade;

/**
 * A node's part of what all nodes together may begin in a second. The parts of all nodes make the whole, never more: where there
 * are fewer attempts than nodes, some nodes have none.
 *
 * @param index of this node among those that serve, from 0
 * @param of number of nodes that serve, at least 1
 */
public record RateShare(int index, int of) {
    public static final RateShare WHOLE = new RateShare(0, 1);

    public RateShare {
        if (of < 1 || index < 0 || index >= of) {
            throw new IllegalArgumentException("0 <= index < of");
        }
    }

    /** Of so many. */
    public int of(int perSecond) {
        return perSecond / of + (index < perSecond % of ? 1 : 0);
    }
}
