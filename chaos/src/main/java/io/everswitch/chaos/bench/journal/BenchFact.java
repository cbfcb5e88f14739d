package io.everswitch.chaos.bench.journal;

/** What the entities of this bench persist: bytes as a payment's fact would be, some 300 of them. */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record BenchFact(byte[] bytes) {}
