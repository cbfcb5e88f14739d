package io.everswitch.chaos.cli;

/**
 * Where one node listens: HTTP on 127.0.0.1, cluster and working set on an address of the node's own, so that one node can be
 * cut off from the others.
 */
record NodePorts(String clusterHost, int api, int callbacks, int operations, int cluster, int workingSet) {
    /** As design §10 has them; numbers begin with 1. */
    static NodePorts standard(int number) {
        int offset = 10 * (number - 1);
        return new NodePorts("127.0.0.1" + number, 8080 + offset, 8081 + offset, 8082 + offset, 25_520, 5701);
    }

    String apiUrl() {
        return DemoPorts.url(api);
    }

    String callbacksUrl() {
        return DemoPorts.url(callbacks);
    }

    String operationsUrl() {
        return DemoPorts.url(operations);
    }

    String clusterAddress() {
        return clusterHost + ':' + cluster;
    }

    String workingSetAddress() {
        return clusterHost + ':' + workingSet;
    }
}
