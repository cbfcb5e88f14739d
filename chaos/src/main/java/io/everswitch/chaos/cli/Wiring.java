package io.everswitch.chaos.cli;

/** Where a client of a link connects to: the server itself, or a fault proxy in between. */
interface Wiring {
    Wiring DIRECT = (link, upstream) -> upstream;

    /** @param upstream {@code host:port} of the server */
    String through(String link, String upstream);
}
