package io.everswitch.journal.workingset;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.map.EntryProcessor;
import io.everswitch.journal.store.Append;
import io.everswitch.journal.store.ReplayRange;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the working set in a simulation: the real values, changed by the real processors, without a cluster. One
 * thread.
 */
public final class SimulatedEntry {

    /** What is in doubt the simulation keeps itself, for all entries of a partition. */
    private static final Ledger WHOLE = Ledger.empty()
            .begin("s", "", new Known(Set.of("s"), Set.of()))
            .end("s", "", new Known(Set.of("s"), Set.of()), 0);

    /** What a change answers, and what it tells the backups. */
    public record Outcome(Answer answer, @Nullable Backup backup) {}

    /** The part of a reply that the protocol looks at. */
    public record Answer(
            boolean done,
            int backups,
            long highest,
            List<byte[]> facts,
            @Nullable String text) {}

    /** What a change does to the primary's entry. */
    public interface Change {
        Outcome run(SimulatedEntry entry, int backups);
    }

    /** What it does to a backup's; false: the backup could not take it and confirms nothing. */
    public interface Backup {
        boolean apply(SimulatedEntry entry);
    }

    private @Nullable History history;
    private @Nullable Standing standing;
    private int archivedTo;

    public SimulatedEntry copy() {
        SimulatedEntry copy = new SimulatedEntry();
        copy.take(this);
        return copy;
    }

    private void take(SimulatedEntry other) {
        history = other.history;
        standing = other.standing;
        archivedTo = other.archivedTo;
    }

    public List<byte[]> facts() {
        History here = history;
        return here == null ? List.of() : here.facts();
    }

    /** A fact extends the last number, or stands there already, or is refused. */
    public static Change append(Append append, long nowMs, boolean whole) {
        return (entry, backups) -> entry.onHistory(new AppendProcessor(append, nowMs, whole), backups);
    }

    /** The rule switched off: a fact is taken under its number whatever stands there. */
    public static Change overwrite(Append append, long nowMs) {
        return (entry, backups) -> {
            List<byte[]> before = entry.facts();
            int keep = (int) Math.min(before.size(), append.firstSequenceNr() - 1);
            entry.history =
                    History.extend(kept(before.subList(0, keep), false, nowMs), append.facts(), beside(append, nowMs));
            SimulatedEntry after = entry.copy();
            return new Outcome(answer(Reply.about(entry.history, backups)), after::replace);
        };
    }

    private static History.Beside beside(Append append, long nowMs) {
        Append.Marks marks = append.marks();
        return new History.Beside(Long.MAX_VALUE, marks != null && marks.closed(), List.of(), nowMs);
    }

    private boolean replace(SimulatedEntry backup) {
        backup.take(this);
        return true;
    }

    /** @param absence whether the backups are told, too, that there is nothing */
    public static Change claim(String id, boolean absence) {
        return (entry, backups) -> {
            Outcome outcome = entry.onHistory(new ClaimProcessor(ReplayRange.all(id)), backups);
            return absence && outcome.backup() == null ? entry.whole(outcome) : outcome;
        };
    }

    /** The rule switched off: a claim that proves nothing. */
    public static Change peek(String id) {
        return (entry, backups) ->
                new Outcome(claim(id, false).run(entry, backups).answer(), null);
    }

    /** @param archivedTo how much of it the archive is known to have */
    public static Change restore(List<byte[]> facts, boolean closed, long nowMs, int archivedTo) {
        return (entry, backups) -> {
            Outcome outcome = entry.onHistory(new RestoreProcessor(kept(facts, closed, nowMs), ""), backups);
            if (kept(facts, closed, nowMs).commonWith(entry.facts()) >= archivedTo) {
                entry.archivedTo = Math.max(entry.archivedTo, archivedTo);
            }
            return entry.whole(outcome);
        };
    }

    /** @param agreed the facts that the archive has */
    public static Change archived(List<byte[]> agreed) {
        return (entry, backups) -> {
            History here = entry.history;
            if (here != null && here.holds(1, agreed)) {
                entry.archivedTo = Math.max(entry.archivedTo, agreed.size());
            }
            return entry.whole(new Outcome(answer(Reply.about(here, backups)), null));
        };
    }

    /** @param archivedOnly false: the rule switched off */
    public static Change evict(long beforeMs, boolean archivedOnly) {
        return (entry, backups) -> {
            boolean allowed = !archivedOnly || entry.archivedTo == entry.facts().size();
            Outcome outcome = allowed
                    ? entry.onHistory(new EvictProcessor(beforeMs, true), backups)
                    : new Outcome(answer(Reply.about(entry.history, backups)), null);
            entry.archivedTo = entry.history == null ? 0 : entry.archivedTo;
            return entry.whole(outcome);
        };
    }

    public static Change indexClaim(String text) {
        return (entry, backups) -> {
            Map.Entry<String, Standing> slot = slot(entry.standing);
            IndexProcessor claim = IndexProcessor.claim(text, Long.MAX_VALUE, 0);
            claim.assume(WHOLE);
            Reply reply = claim.decide(slot, backups);
            entry.standing = slot.getValue();
            return new Outcome(answer(reply), indexBackup(claim.getBackupProcessor()));
        };
    }

    /** What becomes of the smaller side's entry after a split. */
    public void merge(SimulatedEntry smaller, boolean unite) {
        History other = smaller.history;
        if (other != null) {
            boolean agree =
                    history == null || other.commonWith(facts()) == Math.min(other.highest(), history.highest());
            history = unite ? History.union(history, other) : other;
            archivedTo = agree ? Math.max(archivedTo, smaller.archivedTo) : archivedTo;
        }
        Standing index = smaller.standing;
        if (index != null) {
            standing = unite ? Standing.union(standing, index) : index;
        }
    }

    /** The longer of two histories that agree, else the first. */
    public static List<byte[]> union(List<byte[]> first, List<byte[]> other) {
        return History.union(kept(first, false, 0), kept(other, false, 0)).facts();
    }

    /** How many facts at the beginning are the same. */
    public static int common(List<byte[]> one, List<byte[]> other) {
        return kept(one, false, 0).commonWith(other);
    }

    private static History kept(List<byte[]> facts, boolean closed, long nowMs) {
        return History.of(facts, new History.Beside(Long.MAX_VALUE, closed, List.of(), nowMs));
    }

    private Outcome onHistory(Processor<History> processor, int backups) {
        Map.Entry<String, History> slot = slot(history);
        processor.assume(WHOLE);
        Reply reply = processor.decide(slot, backups);
        history = slot.getValue();
        return new Outcome(answer(reply), historyBackup(processor.getBackupProcessor()));
    }

    /** With what the real entry does not hold yet, beside the facts. */
    private Outcome whole(Outcome outcome) {
        SimulatedEntry after = copy();
        return new Outcome(outcome.answer(), after::replace);
    }

    private static @Nullable Backup historyBackup(@Nullable EntryProcessor<String, History, Reply> told) {
        if (told == null) {
            return null;
        }
        return entry -> {
            Map.Entry<String, History> slot = slot(entry.history);
            boolean taken = taken(told, slot);
            entry.history = slot.getValue();
            return taken;
        };
    }

    private static @Nullable Backup indexBackup(@Nullable EntryProcessor<String, Standing, Reply> told) {
        if (told == null) {
            return null;
        }
        return entry -> {
            Map.Entry<String, Standing> slot = slot(entry.standing);
            boolean taken = taken(told, slot);
            entry.standing = slot.getValue();
            return taken;
        };
    }

    private static <V> boolean taken(EntryProcessor<String, V, Reply> told, Map.Entry<String, V> slot) {
        try {
            told.process(slot);
            return true;
        } catch (HazelcastException e) {
            return false;
        }
    }

    @SuppressWarnings("NullAway") // an absent entry's value is null, as in Hazelcast
    private static <V> Map.Entry<String, V> slot(@Nullable V value) {
        return new AbstractMap.SimpleEntry<>("", value);
    }

    private static Answer answer(Reply reply) {
        return new Answer(reply.done, reply.backups, reply.highest, reply.facts, reply.text);
    }
}
