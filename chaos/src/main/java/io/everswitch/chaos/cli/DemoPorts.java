package io.everswitch.chaos.cli;

/** The ports of a demo on 127.0.0.1 (design §10); tests choose others. */
record DemoPorts(int api, int callbacks, int operations, int cluster, int shop, int bank) {
    static final DemoPorts STANDARD = new DemoPorts(8080, 8081, 8082, 25_520, 8070, 8060);

    String apiUrl() {
        return url(api);
    }

    String operationsUrl() {
        return url(operations);
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
