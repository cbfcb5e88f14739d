package io.everswitch.chaos.load;

/** How a merchant's client behaves when something breaks. */
public enum ClientKind {
    /** Knows all nodes and repeats the same request at the next one, as the API tells it. */
    RETRYING,
    /** Knows one address and never repeats anything: every trouble is seen. */
    FRONT_DOOR
}
