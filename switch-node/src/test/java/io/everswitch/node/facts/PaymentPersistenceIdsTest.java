package io.everswitch.node.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.everswitch.domain.id.PaymentId;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaymentPersistenceIdsTest {
    private final PaymentPersistenceIds ids = new PaymentPersistenceIds();

    @Test
    void paymentId_anyCell_tellsItsTimeAndCell() {
        Instant made = Instant.parse("2026-11-11T00:00:00.123Z");
        PaymentId id = PaymentId.create(made, 17, 3, new Random(1));
        assertEquals(made.toEpochMilli(), ids.createdAtMs(id.value()));
        assertEquals(3, ids.cell(id.value()));
    }

    @Test
    void otherId_countsAsYoung() {
        assertEquals(Long.MAX_VALUE, ids.createdAtMs("something-else"));
        assertEquals(0, ids.cell("something-else"));
    }
}
