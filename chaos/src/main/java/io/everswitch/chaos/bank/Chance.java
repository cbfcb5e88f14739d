package io.everswitch.chaos.bank;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * All chance of the simulator. What happens to a payment follows from seed, channel and reference alone, so that it does not
 * depend on the order in which threads run; later requests about it also count how many there were. Thread-safe.
 */
final class Chance {
    private final AtomicLong seed;
    private final AtomicLong requests = new AtomicLong();

    Chance(long seed) {
        this.seed = new AtomicLong(seed);
    }

    long seed() {
        return seed.get();
    }

    void seed(long value) {
        seed.set(value);
        requests.set(0);
    }

    RandomGenerator forPayment(String channel, String reference) {
        return new SplittableRandom(Hash.of(Hash.of(seed.get(), channel), reference));
    }

    RandomGenerator forRequest(String channel, String reference) {
        long nth = requests.incrementAndGet();
        return new SplittableRandom(Hash.of(Hash.of(seed.get() ^ Hash.mix(nth), channel), reference));
    }
}
