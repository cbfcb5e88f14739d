package io.everswitch.domain.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    private static final long MILLIS_MAX = (1L << 48) - 1;
    private static final PaymentId ID =
            PaymentId.create(Instant.ofEpochMilli(1_795_000_000_000L), 255, 1, new Random(1));

    @Property
    void paymentId_anyParts_carriesThem(
            @ForAll @LongRange(min = 0, max = MILLIS_MAX) long millis,
            @ForAll @IntRange(max = 255) int slot,
            @ForAll @IntRange(max = 255) int cell,
            @ForAll long seed) {
        PaymentId id = PaymentId.create(Instant.ofEpochMilli(millis), slot, cell, new Random(seed));
        assertEquals(millis, id.createdAt().toEpochMilli());
        assertEquals(slot, id.slot());
        assertEquals(cell, id.cell());
        assertTrue(PaymentId.isValid(id.value()));
        assertEquals(id, PaymentId.ofBody(id.body()));
    }

    @Property
    void paymentId_later_sortsLater(
            @ForAll @LongRange(min = 0, max = MILLIS_MAX) long a,
            @ForAll @LongRange(min = 0, max = MILLIS_MAX) long b,
            @ForAll long seed) {
        Random random = new Random(seed);
        PaymentId first = PaymentId.create(Instant.ofEpochMilli(a), random.nextInt(256), 0, random);
        PaymentId second = PaymentId.create(Instant.ofEpochMilli(b), random.nextInt(256), 0, random);
        if (a != b) {
            assertEquals(Long.signum(Long.compare(a, b)), Integer.signum(first.compareTo(second)));
        }
    }

    @Property
    void references_anyOrdinal_comeBack(@ForAll @IntRange(min = 1, max = 99) int ordinal) {
        AttemptId attempt = new AttemptId(ID, ordinal);
        RefundId refund = new RefundId(ID, ordinal);
        assertEquals(attempt, AttemptId.parse(attempt.value()));
        assertEquals(refund, RefundId.parse(refund.value()));
        for (WireReference reference : new WireReference[] {WireReference.of(attempt), WireReference.of(refund)}) {
            assertEquals(29, reference.value().length());
            assertTrue(reference.value().matches("[A-Z0-9]{29}"), reference.value());
            assertEquals(reference, WireReference.parse(reference.value()));
        }
    }

    @Property
    void slotOf_anyOrder_isASlotAndAlwaysTheSame(@ForAll String order) {
        MerchantId merchant = new MerchantId("m1");
        int slot = PaymentId.slotOf(merchant, order);
        assertTrue(slot >= 0 && slot < PaymentId.SLOTS);
        assertEquals(slot, PaymentId.slotOf(new MerchantId("m1"), order));
    }

    @Test
    void slotOf_knownOrders_neverChange() {
        // Written down once: another value here would orphan every order that exists.
        assertEquals(236, PaymentId.slotOf(new MerchantId("m1"), "order-1"));
    }

    @Test
    void slotOf_manyOrders_spreadEvenly() {
        int[] counts = new int[PaymentId.SLOTS];
        for (int i = 0; i < 256_000; i++) {
            counts[PaymentId.slotOf(new MerchantId("m1"), "order-" + i)]++;
        }
        for (int slot = 0; slot < counts.length; slot++) {
            assertTrue(counts[slot] > 700 && counts[slot] < 1_300, "slot " + slot + ": " + counts[slot]);
        }
    }

    @Test
    void parse_otherSpelling_refused() {
        String body = ID.body();
        String[] attempts = {
            "att_" + body + "_01",
            "att_" + body + "_+1",
            "att_" + body + "_0",
            "att_" + body + "_100",
            "att_" + body + "_",
            "att_" + body,
            "re_" + body + "_1",
            ""
        };
        for (String text : attempts) {
            assertThrows(IllegalArgumentException.class, () -> AttemptId.parse(text), text);
        }
        String[] references = {
            "A" + body + "+1", "A" + body + "00", "A" + body + "1", "X" + body + "01", "A" + body + "xx"
        };
        for (String text : references) {
            assertThrows(IllegalArgumentException.class, () -> WireReference.parse(text), text);
        }
        assertThrows(IllegalArgumentException.class, () -> RefundId.parse("re_" + body + "_01"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pay_", "pay_G1234567890123456789012345", "pay_0123456789abcdefghjkmnpqrs", "x"})
    void paymentId_otherText_refused(String text) {
        assertFalse(PaymentId.isValid(text));
        assertThrows(IllegalArgumentException.class, () -> new PaymentId(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ä", "a/b", "a\n"})
    void plainIds_otherText_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> new MerchantId(text));
        assertThrows(IllegalArgumentException.class, () -> new ChannelId(text));
        assertThrows(IllegalArgumentException.class, () -> new BankId("x".repeat(65)));
    }
}
