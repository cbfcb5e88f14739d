package io.everswitch.journal.workingset;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.everswitch.journal.IndexEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that the working set knows of one persistence id. Fact {@code n} is at place {@code n - 1}; its bytes hold Pekko's
 * serializer id, manifest and timestamp, which nothing here looks into. Never changed after it was made (the map keeps the
 * object itself, and replies may share it), so every change makes a new one that shares the facts' arrays.
 */
final class History implements Ledgered {

    /** For ordering what is taken out under pressure. */
    record Aged(String id, long changedAtMs) {}

    /** What an append brings besides its facts. */
    record Beside(@Nullable Long nextDueAtMs, boolean closed, List<IndexEntry> index, long nowMs) {}

    /** The map's index, and what stands in it. */
    static final String WANTS = "wants[any]";

    static final String DUE = "due";
    static final String UNARCHIVED = "unarchived";
    static final String ASIDE = "aside";

    private static final List<List<String>> ALL_WANTS = List.of(
            List.of(),
            List.of(DUE),
            List.of(UNARCHIVED),
            List.of(DUE, UNARCHIVED),
            List.of(ASIDE),
            List.of(DUE, ASIDE),
            List.of(UNARCHIVED, ASIDE),
            List.of(DUE, UNARCHIVED, ASIDE));

    private byte[][] facts = {};
    private long nextDueAtMs = Long.MAX_VALUE;
    private boolean closed;
    private long changedAtMs;
    private List<IndexEntry> index = List.of();
    private List<Aside> aside = List.of();
    private int archivedTo;
    private Set<String> heldBy = Set.of();
    private @Nullable Ledger ledger;

    History() {}

    static History of(List<byte[]> facts, Beside beside) {
        return extend(null, facts, beside);
    }

    static History of(Ledger ledger) {
        History history = new History();
        history.ledger = ledger;
        return history;
    }

    /**
     * In the place of a history that a spool holds and must not put back yet, because the archive may have a longer one and
     * cannot be asked: nobody may go on with this id.
     */
    static History held(String spool) {
        History history = new History();
        history.heldBy = Set.of(spool);
        return history;
    }

    /** What the archive had: closed, and archived up to its end. */
    static History archived(List<byte[]> facts, long nowMs) {
        History history = of(facts, new Beside(Long.MAX_VALUE, true, List.of(), nowMs));
        history.archivedTo = history.facts.length;
        return history;
    }

    /** The same with the archive's mark raised to this number, never beyond its end. */
    History archivedTo(long number) {
        int raised = (int) Math.min(facts.length, number);
        if (raised <= archivedTo) {
            return this;
        }
        History marked = copy();
        marked.archivedTo = raised;
        return marked;
    }

    /** The same, and this spool does not hold it up any longer. */
    History releasedBy(String spool) {
        if (!heldBy.contains(spool)) {
            return this;
        }
        History released = copy();
        Set<String> others = new TreeSet<>(heldBy);
        others.remove(spool);
        released.heldBy = Set.copyOf(others);
        return released;
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
        after.index = IndexNotes.live(old.index, beside.index());
        after.aside = old.aside;
        after.archivedTo = old.archivedTo;
        after.heldBy = old.heldBy;
        return after;
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
        loser.aside.forEach(one -> Aside.keep(kept, one));
        if (base == standing) {
            for (int i = common; i < other.facts.length; i++) {
                Aside.keep(kept, new Aside(i + 1L, other.facts[i]));
            }
        }
        Set<String> holders = new TreeSet<>(standing.heldBy);
        holders.addAll(other.heldBy);
        // What the loser has archived is the base's too as far as they agree.
        int archived = Math.max(base.archivedTo, Math.min(common, loser.archivedTo));
        if (kept.size() == base.aside.size() && holders.equals(base.heldBy) && archived == base.archivedTo) {
            return base;
        }
        History united = base.copy();
        united.aside = List.copyOf(kept);
        united.heldBy = Set.copyOf(holders);
        united.archivedTo = archived;
        return united;
    }

    private History copy() {
        History copy = new History();
        copy.facts = facts;
        copy.nextDueAtMs = nextDueAtMs;
        copy.closed = closed;
        copy.changedAtMs = changedAtMs;
        copy.index = index;
        copy.aside = aside;
        copy.archivedTo = archivedTo;
        copy.heldBy = heldBy;
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

    /**
     * Closed, without a conflict that somebody has to look at, not changed since {@code beforeMs}, and in the archive.
     *
     * @param unarchivedToo the last one is not asked for
     */
    boolean evictable(long beforeMs, boolean unarchivedToo) {
        return closed
                && aside.isEmpty()
                && heldBy.isEmpty()
                && changedAtMs <= beforeMs
                && (unarchivedToo || archivedTo == facts.length);
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

    int archivedTo() {
        return archivedTo;
    }

    long changedAtMs() {
        return changedAtMs;
    }

    Set<String> heldBy() {
        return heldBy;
    }

    @Override
    public @Nullable Ledger ledger() {
        return ledger;
    }

    /** 0 for a closed one that the archive lacks facts of, the last change of an open one, else never. */
    long unarchivedSinceMs() {
        return archivedTo >= facts.length ? Long.MAX_VALUE : closed ? 0 : changedAtMs;
    }

    /** For the index by this name: what searches may want of it. Few have any; one without stands in no index. */
    public List<String> getWants() {
        int due = nextDueAtMs == Long.MAX_VALUE ? 0 : 1;
        int unarchived = archivedTo >= facts.length ? 0 : 2;
        int conflict = aside.isEmpty() ? 0 : 4;
        return ALL_WANTS.get(due + unarchived + conflict);
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        Wire.writeFacts(out, List.of(facts));
        out.writeLong(nextDueAtMs);
        out.writeBoolean(closed);
        out.writeLong(changedAtMs);
        Wire.writeIndex(out, index);
        Aside.write(out, aside);
        out.writeInt(archivedTo);
        Wire.writeTexts(out, heldBy);
        Ledger own = ledger;
        out.writeBoolean(own != null);
        if (own != null) {
            own.write(out);
        }
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        facts = Wire.readFacts(in).toArray(byte[][]::new);
        nextDueAtMs = in.readLong();
        closed = in.readBoolean();
        changedAtMs = in.readLong();
        index = Wire.readIndex(in);
        aside = Aside.read(in);
        archivedTo = in.readInt();
        heldBy = Set.copyOf(Wire.readTexts(in));
        ledger = in.readBoolean() ? Ledger.read(in) : null;
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
