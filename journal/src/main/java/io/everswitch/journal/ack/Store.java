package io.everswitch.journal.ack;

/** The places that can hold a fact. Each counts as one copy: none shares a disk or a process with another. */
public enum Store {
    /** The fsynced log of this node. */
    SPOOL,
    /** The memory of this node's site, with a synchronous backup on another node. */
    WORKING_SET,
    /** The memory of the other site. */
    PEER
}
