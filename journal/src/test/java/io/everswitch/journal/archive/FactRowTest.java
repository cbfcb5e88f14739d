package io.everswitch.journal.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.journal.FactRefused;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.pekko.persistence.serialization.MessageFormats.PersistentMessage;
import org.apache.pekko.persistence.serialization.MessageFormats.PersistentPayload;
import org.apache.pekko.protobufv3.internal.ByteString;
import org.junit.jupiter.api.Test;

/** Facts as rows and back. */
final class FactRowTest {
    private static final long AT_MS = 1_800_000_000_123L;

    static byte[] fact(String id, long sequenceNr, String text) {
        return fact(id, sequenceNr, text.getBytes(StandardCharsets.UTF_8))
                .build()
                .toByteArray();
    }

    private static PersistentMessage.Builder fact(String id, long sequenceNr, byte[] event) {
        return PersistentMessage.newBuilder()
                .setPersistenceId(id)
                .setSequenceNr(sequenceNr)
                .setWriterUuid("w-1")
                .setTimestamp(AT_MS + sequenceNr)
                .setPayload(PersistentPayload.newBuilder()
                        .setSerializerId(7)
                        .setPayloadManifest(ByteString.copyFromUtf8("m"))
                        .setPayload(ByteString.copyFrom(event)));
    }

    @Test
    void of_anyEvent_comesBackAsTheSameBytes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 1; i <= 500; i++) {
            byte[] event = new byte[random.nextInt(400)];
            random.nextBytes(event);
            byte[] bytes = fact("p", i, event).build().toByteArray();
            FactRow row = FactRow.of("p", i, bytes);
            assertArrayEquals(bytes, row.bytes(), "seed " + seed);
            assertEquals(AT_MS + i, row.timestampMs(), "seed " + seed);
            assertEquals(row, FactRow.of("p", i, bytes), "seed " + seed);
            assertEquals(1, row.timestamp().version());
            assertEquals(2, row.timestamp().variant());
        }
    }

    @Test
    void of_anotherEventUnderTheNumber_hasAnotherPlace() {
        FactRow one = FactRow.of("p", 1, fact("p", 1, "a"));
        FactRow other = FactRow.of("p", 1, fact("p", 1, "b"));
        assertNotEquals(one.timestamp(), other.timestamp());
    }

    @Test
    void of_partsThatTheTableDoesNotHold_isRefused() {
        byte[] withSender =
                fact("p", 1, new byte[3]).setSender("pekko://somebody").build().toByteArray();
        assertThrows(FactRefused.class, () -> FactRow.of("p", 1, withSender));
        byte[] ofAnother = fact("q", 1, "a");
        assertThrows(FactRefused.class, () -> FactRow.of("p", 1, ofAnother));
        assertThrows(FactRefused.class, () -> FactRow.of("p", 1, "no such form".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void toString_neverSaysWhatTheFactSays() {
        FactRow row = FactRow.of("p", 1, fact("p", 1, "4111111111111111"));
        assertFalse(row.toString().contains("4111"), row.toString());
        assertFalse(row.fact().toString().contains("4111"), row.fact().toString());
    }

    @Test
    void split_manyBytesAndPartitions_keepsOrderAndBounds() {
        List<FactRow> facts = new ArrayList<>();
        for (int i = 499_990; i <= 500_010; i++) {
            facts.add(FactRow.of("p", i, fact("p", i, "x".repeat(100))));
        }
        long bytesMax = 1_000;
        List<List<List<Object>>> batches = HistoryWriter.split(facts, bytesMax);
        List<Object> numbers = new ArrayList<>();
        for (List<List<Object>> batch : batches) {
            assertEquals(
                    1, batch.stream().map(values -> values.get(1)).distinct().count());
            assertTrue(batch.size() * 230L <= bytesMax, batch.size() + " facts");
            batch.forEach(values -> numbers.add(values.get(2)));
        }
        assertEquals(facts.stream().map(fact -> (Object) fact.sequenceNr()).toList(), numbers);
    }
}
