package io.everswitch.chaos.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * The ports of a demo on loopback (design §10); tests choose others.
 *
 * @param door the front door, where there are several nodes
 * @param faultLinks the first of the ports that disturbed links listen on; 0 means any free ones
 */
record DemoPorts(
        List<NodePorts> nodes, int shop, int bank, Door door, Cassandra cassandra, int faultApi, int faultLinks) {
    /** Banks' ISO ports are 9100 to 9199; links get numbers well above, and below the system's own choice. */
    private static final int FAULT_LINKS = 18_000;

    DemoPorts {
        nodes = List.copyOf(nodes);
    }

    record Door(int api, int callbacks) {}

    record Cassandra(int cql, int storage) {}

    static DemoPorts standard(int nodes) {
        List<NodePorts> each = new ArrayList<>();
        for (int number = 1; number <= nodes; number++) {
            each.add(NodePorts.standard(number));
        }
        return new DemoPorts(each, 8070, 8060, new Door(8079, 8078), new Cassandra(9042, 7000), 8474, FAULT_LINKS);
    }

    /** Where merchants and payers go: the only node, or the front door. */
    String apiUrl() {
        return nodes.size() == 1 ? nodes.get(0).apiUrl() : url(door.api());
    }

    /** Where banks call back. */
    int callbacks() {
        return nodes.size() == 1 ? nodes.get(0).callbacks() : door.callbacks();
    }

    String shopUrl() {
        return url(shop);
    }

    String bankUrl() {
        return url(bank);
    }

    static String url(int port) {
        return "http://127.0.0.1:" + port;
    }
}
