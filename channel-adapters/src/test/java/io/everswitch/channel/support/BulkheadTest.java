package io.everswitch.channel.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BulkheadTest {
    @Test
    void tryAcquire_allPlacesTaken_isRefusedUntilOneIsGivenBack() {
        Bulkhead bulkhead = new Bulkhead(2);
        assertTrue(bulkhead.tryAcquire());
        assertTrue(bulkhead.tryAcquire());
        assertTrue(bulkhead.isFull());
        assertFalse(bulkhead.tryAcquire());
        bulkhead.release();
        assertEquals(1, bulkhead.inFlight());
        assertTrue(bulkhead.tryAcquire());
    }

    @Test
    void release_nothingTaken_isABug() {
        Bulkhead bulkhead = new Bulkhead(1);
        assertThrows(IllegalStateException.class, bulkhead::release);
        assertEquals(0, bulkhead.inFlight());
        assertThrows(IllegalArgumentException.class, () -> new Bulkhead(0));
    }

    @Test
    void tryAcquire_manyThreads_neverMoreThanMax() throws Exception {
        Bulkhead bulkhead = new Bulkhead(3);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger worst = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        if (bulkhead.tryAcquire()) {
                            worst.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            inside.decrementAndGet();
                            bulkhead.release();
                        }
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get(20, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertTrue(worst.get() <= 3, "at once: " + worst.get());
        assertEquals(0, bulkhead.inFlight());
    }
}
