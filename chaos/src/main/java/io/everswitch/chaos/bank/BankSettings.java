package io.everswitch.chaos.bank;

import java.nio.file.Path;

/**
 * @param controlPort 0 means any free one
 * @param books the file of the books; made if it is not there
 * @param seed of all chance
 * @param latency of every bank that was not told otherwise
 * @param ioThreads event loops
 * @param timingsMax payments whose times are kept
 * @param firstRepeatMs an unacknowledged callback is sent again after this, then after twice this …
 * @param anyPorts true: every channel's port is a free one instead of the catalog's
 */
public record BankSettings(
        String controlHost,
        int controlPort,
        Path books,
        long seed,
        Latency latency,
        int ioThreads,
        int timingsMax,
        long firstRepeatMs,
        boolean anyPorts) {
    static final int CONTROL_PORT = 8060;
    /** Two cores are shared with switch, shop and load; the banks' work is small. */
    private static final int IO_THREADS = 2;
    /** A minute of 8,000 payments a second, in 28 MB. */
    private static final int TIMINGS_MAX = 500_000;
    /** The page's first wait. */
    private static final long FIRST_REPEAT_MS = 1_000;

    public BankSettings {
        if (ioThreads < 1 || timingsMax < 1 || firstRepeatMs < 1) {
            throw new IllegalArgumentException("threads, timings and waits of the bank simulator must be positive");
        }
    }

    public static BankSettings of(Path books) {
        return new BankSettings(
                "127.0.0.1", CONTROL_PORT, books, 1, Latency.DEMO, IO_THREADS, TIMINGS_MAX, FIRST_REPEAT_MS, false);
    }

    public BankSettings withControlPort(int port) {
        return new BankSettings(
                controlHost, port, books, seed, latency, ioThreads, timingsMax, firstRepeatMs, anyPorts);
    }

    public BankSettings withSeed(long other) {
        return new BankSettings(
                controlHost, controlPort, books, other, latency, ioThreads, timingsMax, firstRepeatMs, anyPorts);
    }

    public BankSettings withLatency(Latency other) {
        return new BankSettings(
                controlHost, controlPort, books, seed, other, ioThreads, timingsMax, firstRepeatMs, anyPorts);
    }

    public BankSettings withFirstRepeatMs(long ms) {
        return new BankSettings(controlHost, controlPort, books, seed, latency, ioThreads, timingsMax, ms, anyPorts);
    }

    public BankSettings withAnyPorts() {
        return new BankSettings(
                controlHost, controlPort, books, seed, latency, ioThreads, timingsMax, firstRepeatMs, true);
    }
}
