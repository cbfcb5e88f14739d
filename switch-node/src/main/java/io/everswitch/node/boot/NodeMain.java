package io.everswitch.node.boot;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code everswitch node --config FILE}: one node of the switch. Exit code 2: the configuration is wrong. */
public final class NodeMain {
    private static final Logger LOG = LoggerFactory.getLogger(NodeMain.class);

    private NodeMain() {}

    public static void main(String[] args) {
        Path channels = null;
        Path config = null;
        for (int i = 0; i + 1 < args.length; i += 2) {
            switch (args[i]) {
                case "--config" -> config = Path.of(args[i + 1]);
                case "--channels" -> channels = Path.of(args[i + 1]);
                default -> config = null;
            }
        }
        if (config == null || args.length % 2 != 0) {
            System.err.println("usage: everswitch node --config FILE [--channels FILE]");
            System.exit(2);
        }
        try {
            NodeConfig loaded = NodeConfigFile.load(requireNonNull(config));
            Node.start(channels == null ? loaded : loaded.withChannels(channels.toString()));
        } catch (ConfigException e) {
            LOG.error("{}", e.getMessage());
            System.exit(2);
        } catch (Exception e) {
            LOG.error("the node could not start", e);
            System.exit(1);
        }
    }
}
