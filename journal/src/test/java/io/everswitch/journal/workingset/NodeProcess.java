package io.everswitch.journal.workingset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A {@link NodeChild} as its test sees it. */
final class NodeProcess implements AutoCloseable {

    private static final long PATIENCE_S = 30;

    private final Process process;
    private final PrintStream commands;
    private final LinkedBlockingQueue<String> status = new LinkedBlockingQueue<>();
    private final Map<String, String> has = new ConcurrentHashMap<>();
    private final Map<String, Integer> acknowledged;
    private final Thread reader;

    /** Milliseconds that acknowledged appends took. */
    final ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();

    /** By the name of the exception: appends that failed. */
    final Map<String, Integer> failed = new ConcurrentHashMap<>();

    final AtomicLong count = new AtomicLong();

    /** @param acknowledged where to note the highest acknowledged number of each id */
    NodeProcess(String prefix, String settings, List<String> flags, Map<String, Integer> acknowledged) {
        this.acknowledged = acknowledged;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=2");
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), NodeChild.class.getName()));
        command.addAll(List.of(prefix, settings));
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        reader = new Thread(this::listen, "reads-" + prefix);
        reader.setDaemon(true);
        reader.start();
    }

    private void listen() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard(line.split(" ", 4), line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void heard(String[] words, String line) {
        if (words[0].equals("ACK") && words.length == 4) {
            acknowledged.merge(words[1], Integer.parseInt(words[2]), Math::max);
            latencies.add(Long.parseLong(words[3]));
            count.incrementAndGet();
        } else if (words[0].equals("FAILED") && words.length == 4) {
            failed.merge(words[3], 1, Integer::sum);
        } else if (words[0].equals("HAS")) {
            has.put(words[1], line.substring(words[0].length() + words[1].length() + 2));
        } else if (words[0].equals("STATUS")) {
            status.add(line.substring(words[0].length() + 1));
        }
    }

    void tell(String command) {
        commands.println(command);
    }

    /** Why it takes nothing, a bar, and what is in doubt. */
    String status() {
        tell("STATUS");
        try {
            String answer = status.poll(PATIENCE_S, TimeUnit.SECONDS);
            if (answer == null) {
                throw new AssertionError("a node does not answer, alive " + process.isAlive());
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    boolean ready() {
        return status().equals("|");
    }

    /** How many facts it has, -1 and why if it cannot tell; null: no answer yet. */
    @org.jspecify.annotations.Nullable
    String has(String id) {
        return has.get(id);
    }

    void forget() {
        has.clear();
    }

    void signal(String name) {
        try {
            new ProcessBuilder("kill", name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Kill -9 by its handle: the process's own method would close the pipe, with what is still in it. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    /** What was in its pipe when it died was acknowledged, too. */
    @Override
    public void close() {
        kill();
        try {
            process.waitFor(PATIENCE_S, TimeUnit.SECONDS);
            reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_S));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
