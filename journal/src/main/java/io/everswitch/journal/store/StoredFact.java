package io.everswitch.journal.store;

/** A fact as it is stored. The array belongs to the receiver. */
@SuppressWarnings("ArrayRecordComponent") // made and used in one place each; never compared
public record StoredFact(long sequenceNr, byte[] bytes) {}
