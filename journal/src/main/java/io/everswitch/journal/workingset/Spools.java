package io.everswitch.journal.workingset;

import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** What the {@link Certifier} needs of this node's disk. Methods that throw block; only its own thread calls them. */
interface Spools {

    /** This spool, by the node's name and a mark of the disk, so that a new disk is not taken for the old one. */
    String name();

    /** What is on this disk of others. At once. */
    Known known();

    /** Returns when it is on this disk. */
    void remember(Known more) throws ExecutionException, TimeoutException, InterruptedException;

    /** Puts back what this spool holds for these partitions. Returns how many histories. */
    long putBack(Set<Integer> histories, Set<Integer> index)
            throws ExecutionException, TimeoutException, InterruptedException;

    /** Tries again what could not be put back because the archive could not be asked; returns how many are left. */
    long waiting() throws ExecutionException, TimeoutException, InterruptedException;
}
