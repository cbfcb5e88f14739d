package io.everswitch.chaos.fault;

/** What a connection has had of its limit; outlives changes of the toxic. Event loop only. */
final class Tally {
    private long bytes;

    long bytes() {
        return bytes;
    }

    void add(int more) {
        bytes += more;
    }
}
