package io.everswitch.chaos.bench.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A running {@link JournalBenchMain} as its parent sees it. Blocks; for the bench's main thread. */
final class ContestantProcess implements AutoCloseable {
    private static final int END_MAX_S = 20;

    private final Process process;
    private final BufferedReader out;
    private final Path log;

    private ContestantProcess(Process process, Path log) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.log = log;
    }

    /** @param log where its standard error goes */
    static ContestantProcess start(List<String> command, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.to(new File(log.toString())))
                .start();
        return new ContestantProcess(process, log);
    }

    void awaitReady() throws IOException {
        lineThatStartsWith(JournalBenchMain.READY);
    }

    void go() throws IOException {
        say(JournalBenchMain.GO);
    }

    JsonNode result() throws IOException {
        String line = lineThatStartsWith(JournalBenchMain.RESULT);
        return new ObjectMapper().readTree(line.substring(JournalBenchMain.RESULT.length()));
    }

    long pid() {
        return process.pid();
    }

    private void say(String word) throws IOException {
        process.getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** A process that ends before it has answered ends the wait, so no deadline of its own is needed: it has its own. */
    private String lineThatStartsWith(String start) throws IOException {
        @Nullable String line = out.readLine();
        while (line != null && !line.startsWith(start)) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("a process of the bench ended before it said " + start.strip() + "; see " + log);
        }
        return line;
    }

    @Override
    public void close() {
        try {
            say("END");
        } catch (IOException e) {
            // It is gone already, which is what was wanted.
            process.destroyForcibly();
        }
        try {
            if (!process.waitFor(END_MAX_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
