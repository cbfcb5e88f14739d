package io.everswitch.channel.iso20022;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.AttemptId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.id.WireReference;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TransactionIdsTest {
    /** These texts are in journals and at banks: whoever changes them makes open attempts unknown to their banks. */
    @Test
    void of_knownReference_isWhatItAlwaysWas() {
        assertEquals(new TransactionIds(BankXml.REF, "TX" + BankXml.REF, BankXml.UETR), TransactionIds.of(BankXml.REF));
        assertEquals("CT" + BankXml.REF, MessageIds.creditTransfer(BankXml.REF));
        assertEquals("SR" + BankXml.REF, MessageIds.statusRequest(BankXml.REF));
        assertEquals("CA" + BankXml.REF, MessageIds.cancellation(BankXml.REF));
        assertEquals("CX" + BankXml.REF, MessageIds.cancellationCase(BankXml.REF));
        assertEquals("PR" + BankXml.REFUND, MessageIds.paymentReturn(BankXml.REFUND));
    }

    @Test
    void of_manyReferences_uetrsDifferAndHaveTheLayoutOfVersion4() {
        Random random = new Random(20_261_122);
        Instant created = Instant.parse("2026-11-22T15:23:10Z");
        Set<String> uetrs = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            PaymentId payment = PaymentId.create(created, i, 0, random);
            for (int ordinal = 1; ordinal <= 99; ordinal += 7) {
                String reference =
                        WireReference.of(new AttemptId(payment, ordinal)).value();
                String uetr = TransactionIds.of(reference).uetr();
                assertTrue(uetr.matches("[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}"), uetr);
                assertTrue(uetrs.add(uetr), "twice: " + uetr);
            }
        }
    }
}
