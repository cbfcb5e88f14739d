package io.everswitch.journal.store;

import io.everswitch.journal.FactRefused;
import io.everswitch.journal.IndexEntry;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Facts of one persistence id that are stored together or not at all, and extend the sequence number before
 * {@code firstSequenceNr}. The arrays are not copied: the caller hands them over.
 *
 * @param marks what is due afterwards; null leaves it as it is
 */
public record Append(
        String persistenceId,
        long firstSequenceNr,
        List<byte[]> facts,
        @Nullable Marks marks,
        List<IndexEntry> index) {

    /** Long enough for any id and short enough for a key. */
    public static final int PERSISTENCE_ID_CHARS_MAX = 512;

    /** What a history's last facts say about it: see {@link io.everswitch.journal.Indexed}. */
    public record Marks(long nextDueAtMs, boolean closed) {}

    public Append {
        Objects.requireNonNull(persistenceId, "persistenceId");
        boolean formed = !persistenceId.isEmpty()
                && persistenceId.length() <= PERSISTENCE_ID_CHARS_MAX
                && persistenceId.indexOf('\0') < 0;
        if (!formed) {
            throw new FactRefused("persistence id must have 1 to " + PERSISTENCE_ID_CHARS_MAX + " characters, no NUL");
        }
        if (firstSequenceNr < 1) {
            throw new FactRefused("sequence numbers start at 1, not at " + firstSequenceNr);
        }
        facts = List.copyOf(facts);
        if (facts.isEmpty()) {
            throw new FactRefused("an append without facts");
        }
        index = List.copyOf(index);
    }

    public long lastSequenceNr() {
        return firstSequenceNr + facts.size() - 1;
    }

    /** Bytes of the facts and of the index changes, roughly: what bounds are counted in. */
    public long bytes() {
        long bytes = persistenceId.length();
        for (byte[] fact : facts) {
            bytes += fact.length;
        }
        for (IndexEntry entry : index) {
            String value = entry.value();
            bytes += entry.space().length() + entry.key().length() + (value == null ? 0 : value.length());
        }
        return bytes;
    }
}
