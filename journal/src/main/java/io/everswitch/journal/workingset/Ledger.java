package io.everswitch.journal.workingset;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a partition says about itself: whether all that it ever acknowledged is in it. It lies in the partition, in the same map
 * as what it speaks about, so it is lost with it: a partition without one, or with one that is not whole, is in doubt, with no
 * message and no moment between the loss and the knowledge of it. Never changed after it was made.
 */
final class Ledger {

    private final Map<String, String> begun;
    private final Set<String> back;
    private final Set<String> names;
    private final Set<String> givenUp;
    private final boolean whole;
    private final long askArchiveBeforeMs;

    private Ledger(
            Map<String, String> begun,
            Set<String> back,
            Set<String> names,
            Set<String> givenUp,
            boolean whole,
            long askArchiveBeforeMs) {
        this.begun = begun;
        this.back = back;
        this.names = names;
        this.givenUp = givenUp;
        this.whole = whole;
        this.askArchiveBeforeMs = askArchiveBeforeMs;
    }

    static Ledger empty() {
        return new Ledger(Map.of(), Set.of(), Set.of(), Set.of(), false, Long.MIN_VALUE);
    }

    /** A spool starts to put back what it holds for this partition. */
    Ledger begin(String name, String run, Known known) {
        Map<String, String> runs = new HashMap<>(begun);
        runs.put(name, run);
        return new Ledger(
                runs, back, with(names, known.names()), with(givenUp, known.givenUp()), whole, askArchiveBeforeMs);
    }

    /**
     * A spool has put everything back since it began this run. If the beginning is not known here, this partition was lost in
     * between, and what was put back before may be gone: then nothing changes.
     */
    Ledger end(String name, String run, Known known, long nowMs) {
        if (!run.equals(begun.get(name))) {
            return this;
        }
        Set<String> spools = with(back, Set.of(name));
        return new Ledger(
                        begun,
                        spools,
                        with(names, known.names()),
                        with(givenUp, known.givenUp()),
                        whole,
                        askArchiveBeforeMs)
                .judged(nowMs);
    }

    /** Somebody learned of more members or of disks that were given up. */
    Ledger told(Known known, long nowMs) {
        return new Ledger(
                        begun,
                        back,
                        with(names, known.names()),
                        with(givenUp, known.givenUp()),
                        whole,
                        askArchiveBeforeMs)
                .judged(nowMs);
    }

    private Ledger judged(long nowMs) {
        if (whole || back.isEmpty() || !awaited().isEmpty()) {
            return this;
        }
        boolean all = back.containsAll(names);
        // What only a lost disk held may still be in the archive.
        long before = all ? askArchiveBeforeMs : Math.max(askArchiveBeforeMs, nowMs);
        return new Ledger(begun, back, names, givenUp, true, before);
    }

    /** Histories that were made before this time may have been taken out: whoever does not find one asks the archive. */
    Ledger askArchiveBefore(long ms) {
        return ms <= askArchiveBeforeMs ? this : new Ledger(begun, back, names, givenUp, whole, ms);
    }

    /** Spools that may hold something for this partition and are neither back nor given up. */
    Set<String> awaited() {
        Set<String> awaited = new TreeSet<>(names);
        awaited.removeAll(back);
        awaited.removeAll(givenUp);
        return awaited;
    }

    boolean whole() {
        return whole;
    }

    boolean isBack(String name) {
        return back.contains(name);
    }

    boolean knows(Known known) {
        return names.containsAll(known.names()) && givenUp.containsAll(known.givenUp());
    }

    Set<String> givenUp() {
        return givenUp;
    }

    long askArchiveBeforeMs() {
        return askArchiveBeforeMs;
    }

    private static Set<String> with(Set<String> one, Set<String> more) {
        if (one.containsAll(more)) {
            return one;
        }
        Set<String> both = new TreeSet<>(one);
        both.addAll(more);
        return both;
    }

    void write(ObjectDataOutput out) throws IOException {
        out.writeInt(begun.size());
        for (Map.Entry<String, String> run : begun.entrySet()) {
            out.writeString(run.getKey());
            out.writeString(run.getValue());
        }
        Wire.writeTexts(out, back);
        Wire.writeTexts(out, names);
        Wire.writeTexts(out, givenUp);
        out.writeBoolean(whole);
        out.writeLong(askArchiveBeforeMs);
    }

    static Ledger read(ObjectDataInput in) throws IOException {
        Map<String, String> begun = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            begun.put(Wire.text(in), Wire.text(in));
        }
        return new Ledger(
                begun, Wire.readTexts(in), Wire.readTexts(in), Wire.readTexts(in), in.readBoolean(), in.readLong());
    }
}
