package io.everswitch.chaos.fault;

/** Where bytes come from. Event loop only. */
interface Inlet {
    /** The outlet takes bytes again. */
    void roomFreed();
}
