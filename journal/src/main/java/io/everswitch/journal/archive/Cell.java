package io.everswitch.journal.archive;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One archive cell as the cells file describes it: a Cassandra cluster that keeps the payments whose ids name it.
 *
 * @param id what ids name it by, 0 to 255; never given to another cluster
 * @param weight its share of new payments; 0: none, it is only read and completed
 * @param contactPoints HOST:PORT of some of its nodes
 */
record Cell(int id, int weight, List<String> contactPoints, String localDatacenter, String keyspace) {
    private static final int ID_MAX = 255;
    private static final int WEIGHT_MAX = 1_000_000;
    private static final int PORT_MAX = 65_535;
    private static final Pattern KEYSPACE = Pattern.compile("[a-z][a-z0-9_]{0,47}");

    Cell {
        contactPoints = List.copyOf(contactPoints);
        require(id >= 0 && id <= ID_MAX, "id must be 0 to 255, is " + id);
        require(weight >= 0 && weight <= WEIGHT_MAX, "weight must be 0 to " + WEIGHT_MAX + ", is " + weight);
        require(!contactPoints.isEmpty(), "contact-points must name at least one node");
        contactPoints.forEach(Cell::address);
        require(!localDatacenter.isBlank(), "local-datacenter must not be empty");
        require(KEYSPACE.matcher(keyspace).matches(), "keyspace must be lower case letters, digits and _");
    }

    /** Whether another description means the same cluster, so that its session can stay. */
    boolean samePlace(Cell other) {
        return id == other.id
                && contactPoints.equals(other.contactPoints)
                && localDatacenter.equals(other.localDatacenter)
                && keyspace.equals(other.keyspace);
    }

    /** Names are looked up anew each time: the driver's list may be as old as the session. Blocks while it does. */
    List<InetSocketAddress> addresses() {
        return contactPoints.stream()
                .map(Cell::address)
                .map(point -> new InetSocketAddress(point.getHostString(), point.getPort()))
                .toList();
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        require(colon > 0, "contact point must be HOST:PORT, is " + text);
        int port;
        try {
            port = Integer.parseInt(text, colon + 1, text.length(), 10);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("contact point must be HOST:PORT, is " + text, e);
        }
        require(port >= 1 && port <= PORT_MAX, "contact point has no such port: " + text);
        return InetSocketAddress.createUnresolved(text.substring(0, colon), port);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("archive cell: " + what);
        }
    }
}
