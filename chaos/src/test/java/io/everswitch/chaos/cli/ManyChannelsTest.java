package io.everswitch.chaos.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.Protocol;
import io.everswitch.channel.catalog.CatalogException;
import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.channel.catalog.ChannelEntry;
import io.everswitch.chaos.drill.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's catalog, made larger. */
final class ManyChannelsTest {
    private static final Path DEMO = Path.of("demo/channels.yaml");

    @TempDir
    private Path folder;

    private List<ChannelEntry> entries(int channels) throws IOException, CatalogException {
        Path file = Files.writeString(folder.resolve("channels.yaml"), ManyChannels.of(DEMO, channels));
        return ChannelCatalog.load(file).channels();
    }

    @Test
    void of_fiveHundred_isAValidCatalogOfAllFamilies() throws IOException, CatalogException {
        List<ChannelEntry> entries = entries(500);
        assertEquals(500, entries.size());
        Map<Protocol, Long> before = families(ChannelCatalog.load(DEMO).channels());
        Map<Protocol, Long> after = families(entries);
        before.forEach((family, count) ->
                assertEquals(count * 500 / 212.0, after.getOrDefault(family, 0L), 3, family.toString()));
    }

    @Test
    void of_fiveHundred_everyIsoChannelHasAPortOfItsOwn() throws IOException, CatalogException {
        Set<Integer> ports = new HashSet<>();
        for (ChannelEntry entry : entries(500)) {
            if (entry.protocol() == Protocol.ISO8583) {
                assertTrue(ports.add(entry.requireIso().port()), entry.id().value());
            }
        }
        assertTrue(ports.size() > 200, ports.size() + " ports");
    }

    @Test
    void of_fiveHundred_limitIsWhatTheDrillJudges() throws IOException {
        String text = ManyChannels.of(DEMO, 500);
        assertEquals(
                500,
                text.lines()
                        .filter(line -> line.matches(" +in_flight_max: " + Shape.IN_FLIGHT_MAX))
                        .count());
    }

    private static Map<Protocol, Long> families(List<ChannelEntry> entries) {
        return entries.stream().collect(Collectors.groupingBy(ChannelEntry::protocol, Collectors.counting()));
    }
}
