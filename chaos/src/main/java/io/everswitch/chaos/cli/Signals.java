package io.everswitch.chaos.cli;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that Java itself cannot send. Blocks for a moment. */
final class Signals {
    private Signals() {}

    /** @param name as {@code kill} knows it: STOP, CONT */
    static void send(String name, long pid) {
        try {
            // The shell's own kill: it is there even where the program is not. A process that has just ended is no
            // error.
            Process process = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("signal " + name + " cannot be sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
