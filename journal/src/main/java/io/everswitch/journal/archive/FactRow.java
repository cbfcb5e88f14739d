package io.everswitch.journal.archive;

import com.datastax.oss.driver.api.core.cql.Row;
import io.everswitch.journal.FactRefused;
import io.everswitch.journal.JournalCorrupt;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;
import org.apache.pekko.persistence.serialization.MessageFormats.PersistentMessage;
import org.apache.pekko.persistence.serialization.MessageFormats.PersistentPayload;
import org.apache.pekko.protobufv3.internal.ByteString;
import org.apache.pekko.protobufv3.internal.InvalidProtocolBufferException;
import org.apache.pekko.protobufv3.internal.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;

/**
 * A fact as a row of the Pekko Cassandra plugin's table {@code messages}, and back to the very same bytes. All of it comes from
 * the fact's bytes, so writing a fact again writes the same row; the time-based id ends with a digest of the bytes, so two facts
 * can be compared without their contents, and another fact under the same number would stand beside and not over this one.
 *
 * <p>The bytes are Pekko's own stored form of an event ({@link PersistentMessage}); the event inside is never looked at.
 */
record FactRow(
        String persistenceId,
        long sequenceNr,
        UUID timestamp,
        String writerUuid,
        int serId,
        String serManifest,
        String eventManifest,
        ByteBuffer event) {
    /** The plugin's setting target-partition-size; must never change. */
    private static final long PARTITION_SIZE = 500_000;

    private static final long HOUR_MS = 3_600_000;
    private static final long TICKS_PER_MS = 10_000;
    /** 100 ns from the beginning of the Gregorian calendar to 1970. */
    private static final long GREGORIAN_TICKS = 0x01b21dd213814000L;

    static FactRow of(String persistenceId, long sequenceNr, byte[] fact) {
        PersistentMessage message;
        try {
            message = PersistentMessage.parseFrom(fact);
        } catch (InvalidProtocolBufferException e) {
            // The parser's message may quote what it met.
            throw refused(
                    persistenceId,
                    sequenceNr,
                    "is not in Pekko's form: " + e.getClass().getSimpleName());
        }
        PersistentPayload payload = message.getPayload();
        FactRow row = new FactRow(
                persistenceId,
                sequenceNr,
                timeUuid(message.getTimestamp(), sequenceNr, fact),
                message.getWriterUuid(),
                payload.getSerializerId(),
                payload.getPayloadManifest().toStringUtf8(),
                message.getManifest(),
                payload.getPayload().asReadOnlyByteBuffer());
        // What would not come back as it was must not count as archived.
        if (!Arrays.equals(row.bytes(), fact)) {
            throw refused(persistenceId, sequenceNr, "has parts that the archive's table does not hold");
        }
        return row;
    }

    private static FactRefused refused(String persistenceId, long sequenceNr, String why) {
        return new FactRefused("fact " + sequenceNr + " of " + persistenceId + " " + why);
    }

    static FactRow of(String persistenceId, Row row) {
        return new FactRow(
                persistenceId,
                row.getLong("sequence_nr"),
                present(persistenceId, row.getUuid("timestamp")),
                present(persistenceId, row.getString("writer_uuid")),
                row.getInt("ser_id"),
                present(persistenceId, row.getString("ser_manifest")),
                present(persistenceId, row.getString("event_manifest")),
                present(persistenceId, row.getByteBuffer("event")));
    }

    private static <T> T present(String persistenceId, @Nullable T value) {
        if (value == null) {
            throw new JournalCorrupt("a fact of " + persistenceId + " in the archive is not whole");
        }
        return value;
    }

    /** As the journal's other stores hold it. */
    byte[] bytes() {
        PersistentPayload.Builder payload = PersistentPayload.newBuilder()
                .setSerializerId(serId)
                .setPayload(UnsafeByteOperations.unsafeWrap(event.duplicate()));
        if (!serManifest.isEmpty()) {
            payload.setPayloadManifest(ByteString.copyFromUtf8(serManifest));
        }
        PersistentMessage.Builder message = PersistentMessage.newBuilder()
                .setPayload(payload)
                .setSequenceNr(sequenceNr)
                .setPersistenceId(persistenceId);
        if (!eventManifest.isEmpty()) {
            message.setManifest(eventManifest);
        }
        if (!writerUuid.isEmpty()) {
            message.setWriterUuid(writerUuid);
        }
        if (timestampMs() > 0) {
            message.setTimestamp(timestampMs());
        }
        return message.build().toByteArray();
    }

    long partitionNr() {
        return partitionOf(sequenceNr);
    }

    static long partitionOf(long sequenceNr) {
        return (sequenceNr - 1) / PARTITION_SIZE;
    }

    static long lastOfPartition(long partitionNr) {
        return (partitionNr + 1) * PARTITION_SIZE;
    }

    /** The plugin's default, an hour; it is only looked at by queries by tag, which we do not write. */
    String timeBucket() {
        return Long.toString(timestampMs() / HOUR_MS * HOUR_MS);
    }

    long timestampMs() {
        return Math.floorDiv(timestamp.timestamp() - GREGORIAN_TICKS, TICKS_PER_MS);
    }

    long writeTimeMicros() {
        return Math.max(1, timestampMs() * 1_000);
    }

    /** Roughly what it takes in a batch. */
    int size() {
        return event.remaining() + persistenceId.length() + serManifest.length() + eventManifest.length() + 128;
    }

    /** What its time-based id must be if these are its bytes. */
    static UUID timeUuid(long timestampMs, long sequenceNr, byte[] fact) {
        long ticks = timestampMs * TICKS_PER_MS + sequenceNr % TICKS_PER_MS + GREGORIAN_TICKS;
        long high = (ticks << 32) | ((ticks >>> 16) & 0xffff0000L) | 0x1000L | ((ticks >>> 48) & 0x0fffL);
        long digest = ByteBuffer.wrap(sha256(fact)).getLong();
        // Variant 2, and the bit that says that the node part is no hardware address.
        long low = (digest & 0x3fffffffffffffffL) | 0x8000000000000000L | 0x0000010000000000L;
        return new UUID(high, low);
    }

    private static byte[] sha256(byte[] fact) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(fact);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    ArchivedFact fact() {
        return new ArchivedFact(sequenceNr, serId, serManifest, event.duplicate());
    }

    @Override
    public String toString() {
        // Never what the fact says.
        return persistenceId + " " + sequenceNr + " " + timestamp + " " + event.remaining() + " bytes";
    }
}
