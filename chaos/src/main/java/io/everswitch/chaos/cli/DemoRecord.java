package io.everswitch.chaos.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What runs: written when a demo starts, so that another run of the launcher knows what it finds.
 *
 * @param catalog the banks' channel catalog
 * @param faultApi URL of the fault proxy, empty without one
 */
record DemoRecord(DemoShape shape, String catalog, String faultApi) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Optional<DemoRecord> read(Home home) {
        Path file = file(home);
        try {
            return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), DemoRecord.class)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read; end the demo with ./everswitch down", e);
        }
    }

    void write(Home home) {
        try {
            Files.writeString(file(home), JSON.writeValueAsString(this));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Home home) {
        return home.conf().resolve("demo.json");
    }
}
