package io.everswitch.chaos.report;

/** A fault on the timeline; {@code toSecond} is that of its undoing, the same as {@code fromSecond} if there was none. */
public record Mark(String what, double fromSecond, double toSecond) {}
