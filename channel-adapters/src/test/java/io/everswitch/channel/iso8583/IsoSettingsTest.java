package io.everswitch.channel.iso8583;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.iso8583.Iso8583Settings.Form;
import io.everswitch.channel.iso8583.Iso8583Settings.Framing;
import io.everswitch.channel.iso8583.Iso8583Settings.Identity;
import io.everswitch.channel.iso8583.Iso8583Settings.Link;
import io.everswitch.channel.iso8583.Iso8583Settings.Timing;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class IsoSettingsTest {
    @Test
    void settings_valueOutOfRange_isRefusedByTheNameOfTheField() {
        Map<String, Executable> wrong = Map.ofEntries(
                Map.entry("host", () -> Link.of(" ", 1, Framing.ASCII4, Form.ASCII)),
                Map.entry("port", () -> Link.of("h", 65_536, Framing.ASCII4, Form.ASCII)),
                Map.entry("tpduDestination", () -> new Link("h", 1, Framing.ASCII4, Form.ASCII, 65_536, 0, 1)),
                Map.entry("tpduOrigin", () -> new Link("h", 1, Framing.ASCII4, Form.ASCII, 0, -1, 1)),
                Map.entry("connections", () -> new Link("h", 1, Framing.ASCII4, Form.ASCII, 0, 0, 9)),
                Map.entry("terminal", () -> new Identity("TERM00001", "M", "1", "5999")),
                Map.entry("merchant", () -> new Identity("T", "", "1", "5999")),
                Map.entry("acquirerId", () -> new Identity("T", "M", "12x", "5999")),
                Map.entry("mcc", () -> new Identity("T", "M", "1", "599")),
                Map.entry("connectTimeoutMs", () -> new Timing(9, 1_000, 1, 2)),
                Map.entry("echoIntervalMs", () -> new Timing(1_000, 0, 1, 2)),
                Map.entry("reconnectMinMs", () -> new Timing(1_000, 1_000, 3, 2)),
                Map.entry("reconnectMaxMs", () -> new Timing(1_000, 1_000, 3, 600_001)),
                Map.entry(
                        "inFlightMax", () -> TestBed.settings(1, Framing.ASCII4, Form.ASCII, 100, Timing.DEFAULT, 0)));
        wrong.forEach((field, make) -> {
            String message = String.valueOf(
                    assertThrows(IllegalArgumentException.class, make, field).getMessage());
            assertTrue(message.startsWith(field + " "), field + ": " + message);
        });
    }
}
