package io.everswitch.journal.ack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class HealthMeterTest {

    private final HealthMeter fresh = HealthMeter.healthy(new HealthMeter.Limits(3, 0, 2, 100));

    @Test
    void failures_fewerThanTheLimitInARow_leaveItHealthy() {
        assertEquals(Health.HEALTHY, fresh.failed(0).failed(1).health());
        assertEquals(
                Health.HEALTHY,
                fresh.failed(0).failed(1).succeeded(2).failed(3).failed(4).health());
        assertEquals(Health.SICK, fresh.failed(0).failed(1).failed(2).health());
    }

    @Test
    void failures_manyWithinTheTime_leaveItHealthy() {
        HealthMeter patient = HealthMeter.healthy(new HealthMeter.Limits(3, 1_000, 2, 100));
        HealthMeter failing = patient.failed(5_000);
        for (int i = 0; i < 100; i++) {
            failing = failing.failed(5_000 + i);
        }
        assertEquals(Health.HEALTHY, failing.failed(5_999).health());
        assertEquals(Health.SICK, failing.failed(6_000).health());
        assertEquals(
                Health.HEALTHY,
                failing.succeeded(5_500)
                        .failed(6_000)
                        .failed(6_400)
                        .failed(6_999)
                        .health());
        assertEquals(Health.HEALTHY, patient.failed(5_000).failed(9_000).health());
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
