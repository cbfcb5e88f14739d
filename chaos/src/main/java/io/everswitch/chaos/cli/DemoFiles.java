package io.everswitch.chaos.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** Files that a demo generates. They hold keys or point to them: their owner's alone. */
final class DemoFiles {
    private final Home home;

    DemoFiles(Home home) {
        this.home = home;
    }

    Path webhookSecret() {
        return secret("webhook.secret", "whsec_");
    }

    Path cashierSecret() {
        return secret("cashier.secret", "");
    }

    /** Made once: what was signed with it must stay valid when the demo is started again. */
    private Path secret(String file, String prefix) {
        Path path = home.state().resolve(file);
        if (Files.exists(path)) {
            return path;
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return written(path, prefix + Base64.getEncoder().encodeToString(random));
    }

    static Path written(Path file, String text) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As YAML, JSON and HOCON all read it. */
    static String quoted(Object value) {
        return '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
