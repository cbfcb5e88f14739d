package io.everswitch.chaos.fault;

/**
 * What a toxic does to one stream, from one change of its settings or its neighbours to the next. This one does nothing: it
 * is the noop toxic, and what a stream gets that the draw spared. Event loop only; a {@link Stage} drives it.
 */
class Effect {
    /** True: whatever comes vanishes. */
    boolean drops() {
        return false;
    }

    /** These bytes are held now; their pieces are asked for one after the other. */
    void begin(Chunk held) {}

    /** How long until the next piece of these bytes passes; asked once for every piece. */
    long waitNanos(Chunk held, long now) {
        return 0;
    }

    /** How many of these bytes pass now; asked when the wait is over and there is room. */
    int pass(Chunk held, long now) {
        return held.bytes();
    }

    /** When these bytes count as arrived for the toxics behind. */
    long leavesAtNanos(Chunk held) {
        return held.atNanos();
    }

    /** True: the stream ends after what has just passed. */
    boolean closes() {
        return false;
    }

    /** How long the stream's end is held back. */
    long endWaitNanos(long now) {
        return 0;
    }

    /** The stream ends after so long without bytes; 0: never. */
    long idleNanos() {
        return 0;
    }

    /** False: nothing can stop any more what has begun. */
    boolean interruptible() {
        return true;
    }
}
