package io.everswitch.chaos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.everswitch.chaos.drill.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The demo's channel catalog, made larger: the same banks with further channels of the same families, each with an address of
 * its own. Every family grows by the same part.
 */
final class ManyChannels {
    /** Above what the demo itself listens on, below the ports of disturbed links. */
    private static final int FIRST_PORT = 12_000;

    private ManyChannels() {}

    /** Writes it where a demo keeps its configuration. */
    static Path write(Home home, int channels) {
        try {
            Path demo = RunningDemo.demoCatalog(home);
            return DemoFiles.written(home.conf().resolve("channels-" + channels + ".yaml"), of(demo, channels));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the text of a catalog with exactly so many channels, or with all that there are if they are more */
    static String of(Path catalog, int channels) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        JsonNode tree = yaml.readTree(catalog.toFile());
        ArrayNode all = (ArrayNode) tree.path("channels");
        List<ObjectNode> originals = new ArrayList<>();
        all.forEach(channel -> originals.add((ObjectNode) channel));
        int copies = Math.max(0, channels - originals.size());
        for (int i = 0; i < copies; i++) {
            // Even steps over the catalog, which is ordered by family.
            int from = (int) ((long) i * originals.size() / copies) % originals.size();
            all.add(copy(originals.get(from), i));
        }
        for (JsonNode channel : all) {
            ((ObjectNode) channel).put("in_flight_max", Shape.IN_FLIGHT_MAX);
        }
        return yaml.writeValueAsString(tree);
    }

    private static ObjectNode copy(ObjectNode original, int number) {
        ObjectNode copy = original.deepCopy();
        copy.put("id", original.path("id").asText() + "-x" + number);
        if (copy.path("iso") instanceof ObjectNode iso && iso.has("port")) {
            int port = FIRST_PORT + number;
            iso.put("port", port).put("terminal", String.format(Locale.ROOT, "T%07d", port));
            // The second host of the original is not this one's.
            iso.remove(List.of("hosts", "primary_stable_ms"));
        }
        return copy;
    }
}
