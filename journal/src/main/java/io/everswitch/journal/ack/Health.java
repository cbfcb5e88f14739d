package io.everswitch.journal.ack;

/** Whether a store is worth asking. */
public enum Health {
    HEALTHY,
    SICK
}
