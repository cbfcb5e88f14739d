package io.everswitch.journal.spool;

/** What the spool knows of one persistence id without its facts. */
public record SpoolHead(String persistenceId, long highestSequenceNr, long nextDueAtMs, boolean closed) {}
