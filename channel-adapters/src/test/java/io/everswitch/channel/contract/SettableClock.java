package io.everswitch.channel.contract;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The system's clock, moved. Thread-safe. */
public final class SettableClock extends Clock {
    private final AtomicReference<Duration> moved = new AtomicReference<>(Duration.ZERO);

    public void move(Duration by) {
        moved.updateAndGet(now -> now.plus(by));
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(moved.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
