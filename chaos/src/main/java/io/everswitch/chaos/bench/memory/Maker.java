package io.everswitch.chaos.bench.memory;

import io.everswitch.chaos.load.Journey;
import io.everswitch.chaos.load.LoadRunner;
import io.everswitch.chaos.load.LoadSettings;
import io.everswitch.chaos.load.LoadTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes payments at one site and counts what clients were told. One thread at a time. */
final class Maker {
    /** No number of payments takes longer; what hangs must end. */
    private static final Duration LONGEST = Duration.ofHours(3);

    private static final int WAIT_S = 30;
    private static final Duration RETRY_FOR = Duration.ofSeconds(60);

    private final LoadTarget target;
    private final int inFlight;
    private final Map<String, Integer> errors = new TreeMap<>();
    private long seed;
    private long payments;

    Maker(LoadTarget target, int inFlight, long seed) {
        // Through the front door, which spreads them over the nodes.
        this.target = target.frontDoor().isEmpty()
                ? target
                : new LoadTarget(List.of(target.frontDoor()), target.apiKey(), target.banks());
        this.inFlight = inFlight;
        this.seed = seed;
    }

    /** Payments that come to their end, as fast as they do. */
    void closed(int count, boolean keys) throws InterruptedException {
        LoadRunner runner = runner(0, inFlight, LONGEST, count);
        count(keys ? runner : runner.withoutKeys(), true);
    }

    /** Payments that are created and stay so. */
    void open(int count) throws InterruptedException {
        count(runner(0, inFlight, LONGEST, count).createOnly(), false);
    }

    /** Payments that come to their end, at a rate; begun when {@link LoadRunner#run} is called, counted by {@link #count}. */
    LoadRunner steady(int ratePerSecond, Duration duration) {
        return runner(ratePerSecond, inFlight, duration, 0);
    }

    private LoadRunner runner(int rate, int atOnce, Duration duration, int max) {
        LoadSettings settings = new LoadSettings(rate, atOnce, duration, max, WAIT_S, RETRY_FOR, seed++);
        return new LoadRunner(target, settings, LoadRunner.ordinaryAmounts());
    }

    void count(LoadRunner runner, boolean toTheEnd) throws InterruptedException {
        for (Journey journey : runner.run()) {
            payments++;
            String error = journey.error();
            if (error != null) {
                errors.merge(error, 1, Integer::sum);
            } else if (toTheEnd && !journey.isFinal()) {
                errors.merge("not final: " + journey.status(), 1, Integer::sum);
            }
        }
    }

    long payments() {
        return payments;
    }

    /** What went wrong for clients, how often. */
    Map<String, Integer> errors() {
        return Map.copyOf(errors);
    }
}
