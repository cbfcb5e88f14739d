package io.everswitch.node.control;

import java.util.Map;

/**
 * What settings would change for the attempts of the last minutes, at one node.
 *
 * @param windowMs how far back the attempts go
 * @param attempts how many there were
 * @param moved how many would go to another channel
 * @param unroutable how many more would find no channel at all
 * @param changes channel → what it would get more or less; only those for which something changes
 */
public record Preview(long windowMs, int attempts, int moved, int unroutable, Map<String, Difference> changes) {
    /**
     * One channel before and after.
     *
     * @param before attempts that it gets now; {@code after}: that it would get
     * @param feeBefore what the channel would charge for them, in minor units; {@code feeAfter}: for those that it would get
     * @param amountBefore their sum in minor units, whatever currency; {@code amountAfter}: that it would get
     */
    public record Difference(
            int before, int after, long amountBefore, long amountAfter, long feeBefore, long feeAfter) {}

    /** The share of the attempts that would go elsewhere or nowhere, 0 … 100. */
    public int movedPercent() {
        return attempts == 0 ? 0 : (int) (100L * (moved + unroutable) / attempts);
    }
}
