package io.everswitch.chaos.drill;

/** What a drill can do to the demo. Each but the last four can be undone, which is what follows the slash. */
public enum Action {
    /** kill −9 / start, and wait until it is ready. */
    KILL,
    /** SIGTERM / start. */
    STOP,
    /** SIGSTOP / SIGCONT. */
    PAUSE,
    /** No packet of cluster and working set / packets. */
    CUT_OFF,
    /** kill −9 of all nodes and the archive / start them at the same time. */
    KILL_ALL,
    /** The link refuses connections / takes them. */
    LINK_DOWN,
    /** Each direction takes as many milliseconds longer as the value says / no longer. */
    LINK_SLOW,
    /** The link accepts and never lets a byte through / lets them. */
    LINK_BLACK_HOLE,
    /** Banks behave as the value (JSON) says: target all or half / behave. */
    BANKS,
    /** Each misbehaviour at some banks of every second channel; the target's bank hangs always / all behave. */
    STORM,
    /** The bank of the channel behaves as the value (JSON) says / behaves. */
    SICK_CHANNEL,
    /** The small disk under the target's data is full / is not. */
    FILL_DISK,
    /** An operator gives the channel most of the traffic / takes that back. */
    PREFER_CHANNEL,
    /** An operator stops the channel / takes that back. */
    STOP_CHANNEL,
    /** A second archive cell is configured. */
    ADD_CELL,
    /** Starts it, or all that do not run at the same time. */
    START,
    /** What a stopped process had kept is deleted. */
    WIPE,
    /** Nothing; a mark on the timeline. */
    MARK
}
