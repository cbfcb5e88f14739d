package io.everswitch.channel.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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

    @Test
    void become_fewerThanAreInside_nobodyComesInUntilEnoughHaveLeft() {
        Bulkhead bulkhead = new Bulkhead(4);
        for (int i = 0; i < 4; i++) {
            assertTrue(bulkhead.tryAcquire());
        }
        bulkhead.become(2);
        assertEquals(4, bulkhead.inFlight());
        for (int left = 3; left >= 2; left--) {
            bulkhead.release();
            assertFalse(bulkhead.tryAcquire(), left + " are inside");
        }
        bulkhead.release();
        assertTrue(bulkhead.tryAcquire());
        assertFalse(bulkhead.tryAcquire());
        bulkhead.become(3);
        assertTrue(bulkhead.tryAcquire());
        assertTrue(bulkhead.isFull());
        assertThrows(IllegalArgumentException.class, () -> bulkhead.become(0));
        assertEquals(3, bulkhead.inFlightMax());
    }

    /** While the bound changes all the time: after a lower one was set the count only falls until it is below, and none is lost. */
    @Test
    void become_underLoad_neverAboveTheBoundNeverNegativeAndNothingLeaks() throws Exception {
        long seed = System.nanoTime();
        System.out.println("BulkheadTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        Bulkhead bulkhead = new Bulkhead(64);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger taken = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                SplittableRandom own = random.split();
                all.add(threads.submit(() -> takeAndGiveBack(bulkhead, own, over, taken)));
            }
            for (int change = 0; change < 2_000; change++) {
                int max = random.nextInt(1, 65);
                bulkhead.become(max);
                int before = bulkhead.inFlight();
                for (int look = 0; look < 50; look++) {
                    int now = bulkhead.inFlight();
                    assertTrue(now >= 0 && now <= Math.max(max, before), seed + ": " + before + ", then " + now);
                    before = now;
                }
            }
            over.set(true);
            for (Future<?> one : all) {
                one.get(20, TimeUnit.SECONDS);
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
        assertTrue(taken.get() > 1_000, "nothing went on: " + taken.get());
        assertEquals(0, bulkhead.inFlight(), "seed " + seed);
        bulkhead.become(5);
        for (int i = 0; i < 5; i++) {
            assertTrue(bulkhead.tryAcquire(), "a place was lost, seed " + seed);
        }
        assertFalse(bulkhead.tryAcquire(), "seed " + seed);
    }

    private static void takeAndGiveBack(
            Bulkhead bulkhead, SplittableRandom random, AtomicBoolean over, AtomicInteger taken) {
        int held = 0;
        while (!over.get()) {
            if (random.nextBoolean() && bulkhead.tryAcquire()) {
                held++;
                taken.incrementAndGet();
            } else if (held > 0) {
                held--;
                bulkhead.release();
            }
        }
        for (; held > 0; held--) {
            bulkhead.release();
        }
    }
}
