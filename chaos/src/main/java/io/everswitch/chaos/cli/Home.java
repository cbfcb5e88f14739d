package io.everswitch.chaos.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that holds everything a demo leaves behind: {@code run} (pids and how to start each process again),
 * {@code logs}, {@code state} (spools, books, keys) and {@code conf} (generated configuration).
 */
final class Home {
    private final Path checkout;
    private final Path root;
    private final String chaosClassPath;
    private final String nodeClassPath;
    private final Path cassandra;

    /**
     * @param root may lie anywhere: tests have their own
     * @param cassandra the module's folder
     */
    Home(Path checkout, Path root, String chaosClassPath, String nodeClassPath, Path cassandra) {
        this.checkout = checkout.toAbsolutePath().normalize();
        this.root = root.toAbsolutePath().normalize();
        this.chaosClassPath = chaosClassPath;
        this.nodeClassPath = nodeClassPath;
        this.cassandra = cassandra.toAbsolutePath().normalize();
    }

    /** The checkout that the launcher stands in, with what it built. */
    static Home here() {
        Path checkout = Path.of(System.getProperty("everswitch.home", "."))
                .toAbsolutePath()
                .normalize();
        return new Home(
                checkout,
                checkout.resolve(".everswitch"),
                built(checkout, "chaos"),
                built(checkout, "switch-node"),
                checkout.resolve("chaos/cassandra"));
    }

    private static String built(Path checkout, String module) {
        Path target = checkout.resolve(module).resolve("target");
        return target.resolve("app") + "/*:" + target.resolve("lib") + "/*";
    }

    /** Another folder for what is left behind, below this one. */
    Home below(String name) {
        return new Home(checkout, root.resolve(name), chaosClassPath, nodeClassPath, cassandra);
    }

    Path checkout() {
        return checkout;
    }

    String chaosClassPath() {
        return chaosClassPath;
    }

    String nodeClassPath() {
        return nodeClassPath;
    }

    Path cassandra() {
        return cassandra;
    }

    Path run() {
        return made("run");
    }

    Path logs() {
        return made("logs");
    }

    Path state() {
        return made("state");
    }

    Path conf() {
        return made("conf");
    }

    private Path made(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
