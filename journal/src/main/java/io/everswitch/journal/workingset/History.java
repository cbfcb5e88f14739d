package io.everswitch.journal.workingset;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.everswitch.journal.IndexEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the working set knows of one persistence id. Fact {@code n} is at place {@code n - 1}; its bytes hold Pekko's
 * serializer id, manifest and timestamp, which nothing here looks into. Never changed after it was made (the map keeps the
 * object itself, and replies may share it), so every change makes a new one that shares the facts' arrays.
 */
final class History implements IdentifiedDataSerializable {

    /** A fact that lost against another one under the same number, and is kept. */
    @SuppressWarnings("ArrayRecordComponent") // compared in one place, with Arrays.equals
    record Aside(long sequenceNr, byte[] bytes) {}

    /** What an append brings besides its facts. */
    record Beside(@Nullable Long nextDueAtMs, boolean closed, List<IndexEntry> index, long nowMs) {}

    private byte[][] facts = {};
    // The names of these are those of the map's indexes.
    private long nextDueAtMs = Long.MAX_VALUE;
    private boolean closed;
    private long changedAtMs;
    private List<IndexEntry> index = List.of();
    private List<Aside> aside = List.of();

    History() {}

    static History of(List<byte[]> facts, Beside beside) {
        return extend(null, facts, beside);
    }

    /** The history with more facts at its end; {@code before} is null for a new one. */
    static History extend(@Nullable History before, List<byte[]> more, Beside beside) {
        History old = before == null ? new History() : before;
        History after = new History();
        after.facts = Arrays.copyOf(old.facts, old.facts.length + more.size());
        for (int i = 0; i < more.size(); i++) {
            after.facts[old.facts.length + i] = more.get(i);
        }
        Long due = beside.nextDueAtMs();
        after.nextDueAtMs = due == null ? old.nextDueAtMs : Math.max(0, due);
        after.closed = due == null ? old.closed : beside.closed();
        after.changedAtMs = Math.max(old.changedAtMs, beside.nowMs());
        after.index = live(old.index, beside.index());
        after.aside = old.aside;
        return after;
    }

    private static List<IndexEntry> live(List<IndexEntry> before, List<IndexEntry> changes) {
        if (changes.isEmpty()) {
            return before;
        }
        Map<String, IndexEntry> byKey = new LinkedHashMap<>();
        for (IndexEntry entry : before) {
            byKey.put(entry.space() + '\0' + entry.key(), entry);
        }
        for (IndexEntry change : changes) {
            String key = change.space() + '\0' + change.key();
            byKey.remove(key);
            if (change.value() != null) {
                byKey.put(key, change);
            }
        }
        return List.copyOf(byKey.values());
    }

    /**
     * Both histories in one: {@code standing}'s facts, then what {@code other} has beyond them if it agrees so far. Facts of
     * {@code other} that stand under a taken number, and those that came after such a one, are kept aside.
     */
    static History union(@Nullable History standing, History other) {
        if (standing == null) {
            return other;
        }
        int common = standing.commonWith(other.facts());
        History base = common == standing.facts.length && other.facts.length > common ? other : standing;
        History loser = base == other ? standing : other;
        List<Aside> kept = new ArrayList<>(base.aside);
        loser.aside.forEach(one -> keep(kept, one));
        if (base == standing) {
            for (int i = common; i < other.facts.length; i++) {
                keep(kept, new Aside(i + 1L, other.facts[i]));
            }
        }
        if (kept.size() == base.aside.size()) {
            return base;
        }
        History united = base.copy();
        united.aside = List.copyOf(kept);
        return united;
    }

    private static void keep(List<Aside> kept, Aside one) {
        boolean there = kept.stream()
                .anyMatch(old -> old.sequenceNr() == one.sequenceNr() && Arrays.equals(old.bytes(), one.bytes()));
        if (!there) {
            kept.add(one);
        }
    }

    private History copy() {
        History copy = new History();
        copy.facts = facts;
        copy.nextDueAtMs = nextDueAtMs;
        copy.closed = closed;
        copy.changedAtMs = changedAtMs;
        copy.index = index;
        copy.aside = aside;
        return copy;
    }

    /** How many facts at the beginning are the same. */
    int commonWith(List<byte[]> others) {
        int most = Math.min(facts.length, others.size());
        int common = 0;
        while (common < most && Arrays.equals(facts[common], others.get(common))) {
            common++;
        }
        return common;
    }

    /** Whether these facts stand here from this number on. */
    boolean holds(long firstSequenceNr, List<byte[]> wanted) {
        if (firstSequenceNr < 1 || firstSequenceNr + wanted.size() - 1 > facts.length) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!Arrays.equals(facts[(int) firstSequenceNr - 1 + i], wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Closed, without a conflict that somebody has to look at, and not changed since {@code beforeMs}. */
    boolean evictable(long beforeMs) {
        return closed && aside.isEmpty() && changedAtMs <= beforeMs;
    }

    int highest() {
        return facts.length;
    }

    List<byte[]> facts() {
        return List.of(facts);
    }

    long nextDueAtMs() {
        return nextDueAtMs;
    }

    boolean closed() {
        return closed;
    }

    List<IndexEntry> index() {
        return index;
    }

    List<Aside> aside() {
        return aside;
    }

    /** For the query by this name. */
    public int getAsideCount() {
        return aside.size();
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        Wire.writeFacts(out, List.of(facts));
        out.writeLong(nextDueAtMs);
        out.writeBoolean(closed);
        out.writeLong(changedAtMs);
        Wire.writeIndex(out, index);
        out.writeInt(aside.size());
        for (Aside one : aside) {
            out.writeLong(one.sequenceNr());
            out.writeByteArray(one.bytes());
        }
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        facts = Wire.readFacts(in).toArray(byte[][]::new);
        nextDueAtMs = in.readLong();
        closed = in.readBoolean();
        changedAtMs = in.readLong();
        index = Wire.readIndex(in);
        List<Aside> read = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            read.add(new Aside(in.readLong(), Wire.bytes(in)));
        }
        aside = List.copyOf(read);
    }

    @Override
    public int getFactoryId() {
        return Wire.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return Wire.HISTORY;
    }
}
