package io.everswitch.chaos.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ManagedProcessTest {
    /** Its command line bears our name, as a node's does. */
    private static final List<String> IDLE = List.of("/usr/bin/tail", "-F", "/dev/null", "everswitch");

    private static final int STARTS = 40;
    private static final Duration LOOKED_AT = Duration.ofMillis(10);

    private ManagedProcess process;
    private Path pidFile;

    @BeforeEach
    void home(@TempDir Path root) throws IOException {
        Home home = new Home(root, root.resolve("home"), "", "", root);
        Files.createDirectories(home.run());
        Files.createDirectories(home.logs());
        process = new ManagedProcess(home, "idle");
        pidFile = home.run().resolve("idle.pid");
    }

    @Test
    void handle_fromTheStartOn_isThereUntilKilled() {
        // While the child becomes another program its command line reads as empty: a start that looks dead there fails.
        for (int i = 0; i < STARTS; i++) {
            process.start(new ManagedProcess.Plan("idle", IDLE, ""));
            long until = System.nanoTime() + LOOKED_AT.toNanos();
            int looks = 0;
            do {
                assertTrue(process.handle().isPresent(), "start " + i + ", look " + looks);
                looks++;
            } while (System.nanoTime() < until);
            process.kill();
            assertEquals(Optional.empty(), process.handle());
        }
    }

    @Test
    void handle_ofANumberThatSomebodyElseGot_isEmpty() throws IOException, InterruptedException {
        Process other = new ProcessBuilder(IDLE).start();
        try {
            Files.writeString(pidFile, Long.toString(other.pid()));
            assertTrue(process.handle().isPresent(), "written when it ran");
            Files.setLastModifiedTime(pidFile, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
            assertEquals(Optional.empty(), process.handle());
        } finally {
            other.destroyForcibly().waitFor();
        }
    }
}
