package io.everswitch.chaos.fault;

/** Where bytes go next. Event loop only. */
interface Outlet {
    /** False: wait for {@link Inlet#roomFreed}. Only one more chunk may be offered nevertheless. */
    boolean hasRoom();

    void offer(Chunk chunk);

    /** Nothing comes any more; may be said twice. */
    void end();
}
