package io.everswitch.chaos.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.everswitch.chaos.check.SwitchView;
import io.everswitch.chaos.check.SwitchView.AttemptView;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoppedChannelTest {
    private static final StoppedChannel.Span SPAN = new StoppedChannel.Span(10_000_000, 20_000_000, 1_000_000);

    private static SwitchView payment(String status, AttemptView... attempts) {
        return new SwitchView("pay_1", "o", status, "known", 100, 0, Arrays.asList(attempts));
    }

    private static AttemptView at(String channel, long micros) {
        return new AttemptView(channel, "approved", false, micros);
    }

    @Test
    void of_attemptsAroundTheStop_areCounted() {
        StoppedChannel seen = StoppedChannel.of(
                "x",
                List.of(
                        payment("succeeded", at("x", 9_999_999)),
                        payment("succeeded", at("x", 10_400_000), at("y", 15_000_000)),
                        payment("succeeded", at("x", 20_000_001)),
                        payment("canceled")),
                SPAN);
        assertEquals(new StoppedChannel(1, 0, 400.0, 1, 0), seen);
    }

    @Test
    void of_attemptAfterTheAllowedTime_isLate() {
        StoppedChannel seen = StoppedChannel.of("x", List.of(payment("failed", at("y", 1), at("x", 11_000_001))), SPAN);
        assertEquals(1, seen.late());
        assertEquals(1000.001, seen.latestMs(), 0.0001);
    }

    @Test
    void of_failedWithoutAnyAttempt_hadNoChannel() {
        assertEquals(1, StoppedChannel.of("x", List.of(payment("failed")), SPAN).unroutable());
    }
}
