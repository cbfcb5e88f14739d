package io.everswitch.chaos.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which launcher process stays in the foreground for the demo: its pid is in {@code run/demo.pid}. When {@code down} has taken
 * the file away, or another demo has put its own, this one has nothing left to stay for and nothing to end.
 */
final class DemoOwner {
    private final Path file;
    private final String self = Long.toString(ProcessHandle.current().pid());

    DemoOwner(Home home) {
        this.file = home.run().resolve("demo.pid");
    }

    void claim() {
        try {
            Files.writeString(file, self + '\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isOurs() {
        try {
            return Files.readString(file).strip().equals(self);
        } catch (IOException gone) {
            return false;
        }
    }

    static void forget(Home home) {
        home.run().resolve("demo.pid").toFile().delete();
    }
}
