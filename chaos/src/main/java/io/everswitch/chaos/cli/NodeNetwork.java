package io.everswitch.chaos.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Cuts a node's cluster and working-set address off: a route swallows every packet that is sent to it, also the answers to what
 * the node itself sends. Packets from the node still arrive at the others until its connections' windows are full: the cut is
 * felt by both sides, but by the node's peers a little later. Needs root. What is cut is on record under {@code run/}, so
 * that a later {@code down} heals it even if we die. One thread at a time; blocks.
 */
final class NodeNetwork {
    private static final String MARK = "cut-";
    private static final long TIMEOUT_S = 10;

    private final Path records;

    private NodeNetwork(Path records) {
        this.records = records;
    }

    static NodeNetwork of(Home home) {
        return new NodeNetwork(home.run());
    }

    /** @throws IllegalStateException if the system does not permit it; then nothing is cut */
    void cut(String address) {
        requireOwnLoopback(address);
        Path record = records.resolve(MARK + address);
        try {
            // First on record, then cut: dying in between leaves a record too many, which healing forgives.
            Files.writeString(record, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Answer answer = route("add", address);
        if (answer.code != 0 && !answer.text.contains("File exists")) {
            record.toFile().delete();
            throw new IllegalStateException(
                    "a node's network cannot be cut here (root and the program ip are needed): " + answer.text);
        }
    }

    /** Nothing to do if it is not cut. */
    void heal(String address) {
        Path record = records.resolve(MARK + address);
        if (!Files.exists(record)) {
            return;
        }
        Answer answer = route("del", address);
        if (answer.code != 0 && !answer.text.contains("No such process")) {
            throw new IllegalStateException(address + " is still cut off: " + answer.text);
        }
        record.toFile().delete();
    }

    void healAll() {
        cutNow().forEach(this::heal);
    }

    List<String> cutNow() {
        try (Stream<Path> files = Files.list(records)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(MARK))
                    .map(name -> name.substring(MARK.length()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cutting 127.0.0.1 would cut everybody on the machine. */
    private static void requireOwnLoopback(String address) {
        if (!address.matches("127(\\.[0-9]{1,3}){3}") || address.equals("127.0.0.1")) {
            throw new IllegalArgumentException("only a loopback address of its own can be cut off, not " + address);
        }
    }

    private record Answer(int code, String text) {}

    private static Answer route(String what, String address) {
        try {
            Process process = new ProcessBuilder(
                            "/bin/sh", "-c", "ip route " + what + " blackhole " + address + "/32 table local")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Answer(-1, "ip did not answer");
            }
            return new Answer(process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(-1, "interrupted");
        }
    }
}
