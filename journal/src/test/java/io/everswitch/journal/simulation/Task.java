package io.everswitch.journal.simulation;

import org.jspecify.annotations.Nullable;

/**
 * Something that a node does in several steps, with anything in between. It may be left alone for as long as the schedule
 * likes, which is a pause; it is dropped when its node dies. One thread.
 */
abstract class Task {

    final World world;
    final Node node;
    private @Nullable Runnable next;

    Task(World world, Node node) {
        this.world = world;
        this.node = node;
    }

    /** What the next step does; without one the task is over. */
    final void then(Runnable step) {
        next = step;
    }

    final void step() {
        Runnable now = next;
        next = null;
        if (now != null) {
            now.run();
        }
    }

    final boolean over() {
        return next == null;
    }

    final void say(String what) {
        world.say(this + ": " + what);
    }
}
