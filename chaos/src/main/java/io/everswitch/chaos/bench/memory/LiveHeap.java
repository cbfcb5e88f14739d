package io.everswitch.chaos.bench.memory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What lives in the heap of a JVM after a full collection, by class. The JDK's {@code jcmd PID GC.class_histogram} collects
 * before it counts, so one call gives both: no agent in the node, and no port. Blocks; stops that JVM for a moment.
 *
 * @param bytes of all living objects
 * @param classes their bytes by class
 */
record LiveHeap(long bytes, Map<String, Long> classes) {
    /** A heap of a gigabyte takes some seconds on a busy machine. */
    private static final long ANSWER_WITHIN_S = 60;

    LiveHeap {
        classes = Map.copyOf(classes);
    }

    static LiveHeap of(long pid) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(ANSWER_WITHIN_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(
                        "jcmd " + pid + " failed: " + text.lines().limit(3).toList());
            }
            return parse(text);
        } finally {
            process.destroy();
        }
    }

    /** @throws IOException if it is no histogram: a missing figure must not count as nothing */
    static LiveHeap parse(String text) throws IOException {
        Map<String, Long> classes = new HashMap<>();
        for (String line : text.lines().toList()) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length == 3 && words[0].equals("Total")) {
                return new LiveHeap(Long.parseLong(words[2]), classes);
            }
            if (words.length >= 4 && words[0].endsWith(":") && Character.isDigit(words[0].charAt(0))) {
                // Two loaders may have classes of one name.
                classes.merge(words[3], Long.parseLong(words[2]), Long::sum);
            }
        }
        throw new IOException(
                "no histogram of classes: " + text.lines().limit(3).toList());
    }
}
