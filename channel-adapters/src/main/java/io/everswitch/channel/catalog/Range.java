package io.everswitch.channel.catalog;

/** The whole numbers that a field may hold, both ends included. */
public record Range(long min, long max) {
    boolean contains(long value) {
        return value >= min && value <= max;
    }

    @Override
    public String toString() {
        return min + " … " + max;
    }
}
