package io.everswitch.chaos.fault;

/** Lets so many bytes pass, cuts inside a message if need be, and ends the stream. */
final class LimitData extends Effect {
    private final long bytesMax;
    private final Tally tally;

    LimitData(long bytesMax, Tally tally) {
        this.bytesMax = bytesMax;
        this.tally = tally;
    }

    @Override
    int pass(Chunk held, long now) {
        int passing = (int) Math.max(0, Math.min(held.bytes(), bytesMax - tally.bytes()));
        tally.add(passing);
        return passing;
    }

    @Override
    boolean closes() {
        return tally.bytes() >= bytesMax;
    }
}
