package io.everswitch.chaos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.everswitch.channel.catalog.CatalogException;
import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.channel.catalog.ChannelEntry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The channel catalog as the switch sees it when each bank is behind a link of its own: the same channels at other addresses.
 * The banks keep the catalog as it was.
 */
final class DisturbedCatalog {
    private DisturbedCatalog() {}

    /** @return the text of the new catalog */
    static String of(Path catalog, Wiring wiring) throws IOException, CatalogException {
        Map<String, ChannelEntry> entries = new HashMap<>();
        for (ChannelEntry entry : ChannelCatalog.load(catalog).channels()) {
            entries.put(entry.id().value(), entry);
        }
        YAMLMapper yaml = new YAMLMapper();
        JsonNode tree = yaml.readTree(catalog.toFile());
        for (JsonNode channel : tree.path("channels")) {
            String id = channel.path("id").asText();
            ChannelEntry entry = entries.get(id);
            if (entry != null) {
                redirect((ObjectNode) channel, entry, wiring);
            }
        }
        return yaml.writeValueAsString(tree);
    }

    static String link(String channelId) {
        return "bank-" + channelId;
    }

    private static void redirect(ObjectNode channel, ChannelEntry entry, Wiring wiring) {
        String link = link(entry.id().value());
        switch (entry.protocol()) {
            case ISO8583 -> {
                String reached = wiring.through(
                        link,
                        entry.requireIso().host() + ':' + entry.requireIso().port());
                int colon = reached.lastIndexOf(':');
                channel.withObject("/iso")
                        .put("host", reached.substring(0, colon))
                        .put("port", Integer.parseInt(reached.substring(colon + 1)));
            }
            case HTTP_JSON, ISO20022, FORM_POST -> {
                URI base = URI.create(entry.requireHttp().baseUrl());
                int port = base.getPort() < 0 ? 80 : base.getPort();
                String reached = wiring.through(link, base.getHost() + ':' + port);
                channel.withObject("/http").put("base_url", "http://" + reached + base.getPath());
            }
        }
    }
}
