package io.everswitch.chaos.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * One process of a demo, known by its name: its pid is in {@code run/NAME.pid}, how it was started in
 * {@code run/NAME.json}, so that another run of the launcher can start it again as it was or end it.
 */
final class ManagedProcess {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A process that has not ended this long after it was asked to is killed. A node gives notice (2 s), finishes what is in
     * work (10 s) and hands its payments over.
     */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** Enough for an error and where it came from. */
    private static final int LAST_LINES = 15;

    /** A process's beginning is known to a clock tick, on top of the second in which the system was booted. */
    private static final Duration CLOCKS_DIFFER_MAX = Duration.ofSeconds(2);

    private final Home home;
    private final String name;

    ManagedProcess(Home home, String name) {
        this.home = home;
        this.name = name;
    }

    /**
     * How a process is started.
     *
     * @param command program and arguments
     * @param readyUrl answers 200 when the process serves; {@code cql://host:port}: answers CQL
     */
    record Plan(String name, List<String> command, String readyUrl) {}

    String name() {
        return name;
    }

    /** The end of its log, in one line, for a message about a start that failed; empty when there is none to read. */
    String lastWords() {
        try (Stream<String> lines = Files.lines(home.logs().resolve(name + ".log"), StandardCharsets.ISO_8859_1)) {
            Deque<String> last = new ArrayDeque<>();
            lines.forEach(line -> {
                last.add(line);
                if (last.size() > LAST_LINES) {
                    last.remove();
                }
            });
            return String.join(" | ", last);
        } catch (IOException | UncheckedIOException none) {
            return "";
        }
    }

    /** All processes that were started here and not ended by us, dead or alive. */
    static List<ManagedProcess> all(Home home) {
        List<ManagedProcess> found = new ArrayList<>();
        File[] files = home.run().toFile().listFiles((dir, file) -> file.endsWith(".json"));
        if (files != null) {
            for (File file : files) {
                found.add(new ManagedProcess(home, file.getName().replaceAll("\\.json$", "")));
            }
        }
        return found;
    }

    /** Starts it, or refuses if it runs. The child leads a session of its own: Ctrl-C reaches only the launcher. */
    void start(Plan plan) {
        if (handle().isPresent()) {
            throw new IllegalStateException(name + " runs already; end it with ./everswitch down");
        }
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        command.addAll(plan.command());
        File log = home.logs().resolve(name + ".log").toFile();
        remember(plan);
        try {
            Process process = new ProcessBuilder(command)
                    .directory(home.checkout().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
            write(pidFile(), Long.toString(process.pid()) + '\n');
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started", e);
        }
    }

    /** So that it can be started later, or by another run of the launcher. */
    void remember(Plan plan) {
        try {
            write(planFile(), JSON.writeValueAsString(plan));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be noted", e);
        }
    }

    Plan plan() {
        try {
            return JSON.readValue(planFile().toFile(), Plan.class);
        } catch (IOException e) {
            throw new IllegalArgumentException(name + " was never started here; known: "
                    + all(home).stream().map(ManagedProcess::name).sorted().toList());
        }
    }

    /** The living process behind the pid file; empty if it is gone or the pid is somebody else's by now. */
    Optional<ProcessHandle> handle() {
        try {
            long pid = Long.parseLong(Files.readString(pidFile()).strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isOurs);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Asks it to end. A paused one cannot hear that, so it goes on first. */
    void askToEnd() {
        handle().ifPresent(process -> {
            Signals.send("CONT", process.pid());
            process.destroy();
        });
    }

    /** After {@link #askToEnd}: waits, and kills it if it does not end in time. It can be started again. */
    void awaitEnd() {
        handle().ifPresent(process -> {
            try {
                process.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                kill();
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                throw new IllegalStateException(name + " cannot be waited for", e);
            }
        });
    }

    /** kill −9, and waits until it is gone. */
    void kill() {
        handle().ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    /** Asks it to end, kills it if it does not, forgets it. */
    void stop() {
        askToEnd();
        awaitEnd();
        forget();
    }

    void forget() {
        pidFile().toFile().delete();
        planFile().toFile().delete();
    }

    /**
     * Whether it is the process that the pid file was written for: that one began before the file was written, whoever got
     * the number after it began later. Its command line is no evidence: it reads as empty while the process goes from setsid
     * to java, and another demo's bears the same names.
     */
    private boolean isOurs(ProcessHandle process) {
        Path proc = Path.of("/proc/" + process.pid());
        if (!Files.exists(proc)) {
            return process.isAlive();
        }
        try {
            // A dead one whose parent does not ask for it keeps its number. The state follows the name, which is in
            // parentheses and may hold some.
            String stat = Files.readString(proc.resolve("stat"));
            if (stat.startsWith(") Z", stat.lastIndexOf(')'))) {
                return false;
            }
            Instant written = Files.getLastModifiedTime(pidFile()).toInstant();
            Instant latest = written.plus(CLOCKS_DIFFER_MAX);
            return process.info()
                    .startInstant()
                    .filter(began -> began.isBefore(latest))
                    .isPresent();
        } catch (IOException e) {
            return process.isAlive();
        }
    }

    private Path pidFile() {
        return home.run().resolve(name + ".pid");
    }

    private Path planFile() {
        return home.run().resolve(name + ".json");
    }

    private static void write(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
