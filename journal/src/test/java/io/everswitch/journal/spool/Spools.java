package io.everswitch.journal.spool;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Spools for tests: small, and completing on daemon threads. */
public final class Spools {

    static final ExecutorService COMPLETIONS = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "test-completions");
        thread.setDaemon(true);
        return thread;
    });

    private Spools() {}

    public static SpoolSettings settings(Path dir) {
        return new SpoolSettings(
                dir, 10_000, 64 << 20, 256, 1 << 20, 1 << 16, 2, 1_000, 1 << 20, 10, 1_000, 4 << 20, 4 << 20, 16 << 20,
                20, 10_000);
    }

    public static Spool open(Path dir) {
        return Spool.open(settings(dir), new Spool.Surroundings(COMPLETIONS, System::currentTimeMillis));
    }
}
