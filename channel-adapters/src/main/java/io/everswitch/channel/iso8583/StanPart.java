package io.everswitch.channel.iso8583;

/**
 * One of several equal parts of a terminal's trace numbers, each for one process.
 *
 * @param index 0 … of − 1
 * @param of 1 … 64: with more parts the numbers of one come round too soon
 */
public record StanPart(int index, int of) {
    public static final StanPart ALL = new StanPart(0, 1);

    public StanPart {
        if (of < 1 || of > 64 || index < 0 || index >= of) {
            throw new IllegalArgumentException("part " + index + " of " + of + " is not among 0 … 63 of 1 … 64");
        }
    }
}
