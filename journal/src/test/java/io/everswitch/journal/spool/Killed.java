package io.everswitch.journal.spool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts a {@link CrashChild}, kills it after some acknowledgements, and keeps what it had acknowledged. */
final class Killed {

    private static final long DEADLINE_S = 60;

    /** By id and sequence number: the checksum that was acknowledged. */
    final Map<String, Map<Long, Long>> acknowledged = new HashMap<>();

    long count;

    /** @param afterAcks kill -9 when so many lines were read, and a little later by chance of what is in the pipe */
    void run(Path dir, long seed, int afterAcks) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashChild.class.getName(),
                        dir.toString(),
                        Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> failures = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            int seen = 0;
            boolean killed = false;
            String line;
            // After the kill the pipe still holds acknowledgements: they were given, and count.
            while ((line = lines.readLine()) != null) {
                if (line.startsWith("ACK ")) {
                    note(line);
                    seen++;
                } else if (line.startsWith("FAILED")) {
                    failures.add(line);
                }
                if (!killed && seen >= afterAcks) {
                    // By its handle: the process's own method also closes the pipe, with what is still in it.
                    child.toHandle().destroyForcibly();
                    killed = true;
                }
            }
            if (!killed) {
                throw new AssertionError("the child ended by itself after " + seen + " acknowledgements " + failures);
            }
        } finally {
            child.destroyForcibly();
        }
        if (!child.waitFor(DEADLINE_S, TimeUnit.SECONDS)) {
            throw new AssertionError("the child does not die");
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("writes failed: " + failures);
        }
    }

    private void note(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 4) {
            return; // Cut by the kill: nobody read it, so nobody was told.
        }
        acknowledged
                .computeIfAbsent(words[1], id -> new HashMap<>())
                .put(Long.parseLong(words[2]), Long.parseLong(words[3]));
        count++;
    }
}
