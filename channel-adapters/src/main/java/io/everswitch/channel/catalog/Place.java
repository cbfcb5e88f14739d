package io.everswitch.channel.catalog;

/** A place in the file, both counted from 1. */
record Place(int line, int column) {}
