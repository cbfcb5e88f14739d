package io.everswitch.chaos.drill;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a drill is run this time.
 *
 * @param folder all runs leave a folder of their own in it
 * @param sendBy from an attempt's creation to the last moment at which a bank may receive it, margin included (M9)
 * @param warmUp load before the drill, at its rate, not judged: a JVM that has just started is slow, and catching up afterwards
 *     looks like a throughput that nothing reaches again
 */
public record DrillOptions(long seed, Path folder, Duration sendBy, Duration warmUp) {
    /** The demo's catalog says 3 s; 1 s more for a simulator that reads its sockets late on a busy machine. */
    private static final Duration SEND_BY = Duration.ofSeconds(4);

    public static DrillOptions of(long seed, Path folder) {
        return new DrillOptions(seed, folder, SEND_BY, Duration.ZERO);
    }

    public DrillOptions warmedUp(Duration other) {
        return new DrillOptions(seed, folder, sendBy, other);
    }
}
