package io.everswitch.chaos.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.everswitch.chaos.fault.FaultLinks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Leads each link through a fault proxy, and notes the links in a file in the proxy's own format, from which it makes them again
 * when it is started anew. One thread.
 */
final class FaultWiring implements Wiring {
    private final FaultLinks links;
    private final ArrayNode made = new ObjectMapper().createArrayNode();
    private int nextPort;

    /** @param firstPort listened on by the first link, the next by the next; 0 means any free ones */
    FaultWiring(FaultLinks links, int firstPort) {
        this.links = links;
        this.nextPort = firstPort;
    }

    @Override
    public String through(String link, String upstream) {
        try {
            String listen = "127.0.0.1:" + nextPort;
            nextPort += nextPort == 0 ? 0 : 1;
            links.link(link, listen, upstream);
            InetSocketAddress address = links.address(link);
            String reached = address.getHostString() + ':' + address.getPort();
            made.addObject()
                    .put("name", link)
                    .put("listen", reached)
                    .put("upstream", upstream)
                    .put("enabled", true);
            return reached;
        } catch (IOException e) {
            throw new UncheckedIOException("link " + link + " cannot be made", e);
        }
    }

    void note(Path file) throws IOException {
        Files.writeString(file, made.toPrettyString() + '\n');
    }
}
