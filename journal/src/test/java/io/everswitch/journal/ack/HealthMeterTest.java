package io.everswitch.journal.ack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class HealthMeterTest {

    private final HealthMeter fresh = HealthMeter.healthy(new HealthMeter.Limits(3, 2, 100));

    @Test
    void failures_fewerThanTheLimitInARow_leaveItHealthy() {
        assertEquals(Health.HEALTHY, fresh.failed(0).failed(1).health());
        assertEquals(
                Health.HEALTHY,
                fresh.failed(0).failed(1).succeeded(2).failed(3).failed(4).health());
        assertEquals(Health.SICK, fresh.failed(0).failed(1).failed(2).health());
    }

    @Test
    void successes_beforeTheTimeOrTooFew_leaveItSick() {
        HealthMeter sick = fresh.sick(10);
        assertEquals(
                Health.SICK, sick.succeeded(109).succeeded(109).succeeded(109).health());
        assertEquals(Health.SICK, sick.succeeded(200).health());
        assertEquals(Health.SICK, sick.succeeded(200).failed(201).succeeded(202).health());
        assertEquals(Health.HEALTHY, sick.succeeded(200).succeeded(201).health());
        assertEquals(
                Health.HEALTHY, sick.succeeded(11).succeeded(12).succeeded(110).health());
    }
}
