package io.everswitch.node.boot;

import org.apache.pekko.actor.CoordinatedShutdown;

/** Why a node ends whose journal is of no use any more; {@code application.conf} gives it an exit code of its own. */
final class JournalSick implements CoordinatedShutdown.Reason {
    @Override
    public String toString() {
        return "the journal is sick";
    }
}
