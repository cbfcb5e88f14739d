package io.everswitch.node.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.node.control.UnmappedCodes.Unmapped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnmappedCodesTest {
    private static final ChannelId JADE = new ChannelId("jade");
    private static final ChannelId AMBER = new ChannelId("amber");

    private final UnmappedCodes codes = new UnmappedCodes(Clock.systemUTC());
    private final Random random = new Random(7);

    private PaymentId payment() {
        return PaymentId.create(Instant.now(), 1, 0, random);
    }

    @Test
    void said_isCountedWithTheLastExamples() {
        codes.example(JADE, "Z1", payment());
        assertEquals(List.of(), codes.all(), "mapped: UNKNOWN on purpose");
        List<PaymentId> said = new ArrayList<>();
        for (int i = 0; i < UnmappedCodes.EXAMPLES_MAX + 2; i++) {
            codes.said(JADE, "Z1");
            PaymentId payment = payment();
            codes.example(JADE, "Z1", payment);
            codes.example(JADE, "Z1", payment);
            said.add(payment);
        }
        codes.said(AMBER, "Z1");
        List<Unmapped> all = codes.all();
        assertEquals(2, all.size());
        assertEquals(JADE, all.get(0).channel());
        assertEquals(5, all.get(0).count());
        assertEquals(said.subList(2, 5), all.get(0).examples());
        assertEquals(List.of(), all.get(1).examples());
    }

    @Test
    void said_garbageWithoutEnd_isBoundedPerChannel() {
        for (int i = 0; i < 1_000; i++) {
            codes.said(JADE, "G" + i);
        }
        codes.said(AMBER, "Z1");
        assertEquals(UnmappedCodes.CODES_MAX + 1, codes.all().size());
    }
}
