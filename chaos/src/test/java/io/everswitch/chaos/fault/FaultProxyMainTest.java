package io.everswitch.chaos.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The fault proxy as a process of its own. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FaultProxyMainTest {
    @TempDir
    private Path home;

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                FaultProxyMain.class.getName(),
                "--port",
                "0",
                "--log",
                home.resolve("log").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    void process_withConfig_servesUntilAskedToEnd() throws Exception {
        Path config = home.resolve("config.json");
        Files.writeString(
                config,
                "[{\"name\":\"bank\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"127.0.0.1:9\",\"enabled\":true}]");
        Process process = start("--seed", "12", "--config", config.toString());
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
                FaultLab lab = new FaultLab()) {
            assertEquals("seed 12", out.readLine());
            String ready = out.readLine();
            assertTrue(ready.matches("READY http://127\\.0\\.0\\.1:\\d+"), ready);
            int port = URI.create(ready.substring("READY ".length())).getPort();
            ToxiproxyClient client = new ToxiproxyClient("127.0.0.1", port);
            int listens = FaultLab.port(client.getProxy("bank"));
            lab.dial(listens);
            process.destroy();
            assertTrue(process.waitFor(FaultLab.DEADLINE_MS, TimeUnit.MILLISECONDS), "still there");
            assertEquals(143, process.exitValue());
            assertThrows(ConnectException.class, () -> lab.dial(listens));
            assertTrue(Files.readString(home.resolve("log")).contains("seed 12"));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void process_wrongConfig_saysWhyAndEnds() throws Exception {
        Path config = home.resolve("config.json");
        Files.writeString(config, "[{\"name\":\"bank\"}]");
        Process process = start("--config", config.toString());
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            String said = out.readLine();
            assertTrue(said.contains("missing required field: upstream at proxy 1"), said);
            assertTrue(process.waitFor(FaultLab.DEADLINE_MS, TimeUnit.MILLISECONDS), "still there");
            assertEquals(1, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }
}
