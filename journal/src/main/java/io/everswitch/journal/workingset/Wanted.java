package io.everswitch.journal.workingset;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.query.Predicate;
import com.hazelcast.query.Predicates;
import java.io.IOException;
import java.util.Map;

/**
 * Which entries a search is for, told by the entries themselves and without reflection: it looks at every entry while
 * partitions move, and for what has no index also at other times. Never changed after it was made.
 */
final class Wanted implements Predicate<String, Object>, IdentifiedDataSerializable {

    private static final long serialVersionUID = 1L;

    private enum What {
        DUE,
        UNARCHIVED,
        ASIDE,
        CLOSED,
        EVICTABLE,
        EXPIRED
    }

    private What what = What.DUE;
    private long fromMs;
    private long untilMs;

    Wanted() {}

    private Wanted(What what, long fromMs, long untilMs) {
        this.what = what;
        this.fromMs = fromMs;
        this.untilMs = untilMs;
    }

    /** Histories due at one of these times, both included. */
    static Predicate<String, Object> due(long fromMs, long untilMs) {
        return indexed(new Wanted(What.DUE, fromMs, untilMs), History.DUE);
    }

    /** Histories that the archive lacks facts of: closed ones, and open ones not changed since this time. */
    static Predicate<String, Object> unarchived(long openBeforeMs) {
        return indexed(new Wanted(What.UNARCHIVED, 0, openBeforeMs), History.UNARCHIVED);
    }

    /** Histories with facts that lost a conflict. */
    static Predicate<String, Object> aside() {
        return indexed(new Wanted(What.ASIDE, 0, 0), History.ASIDE);
    }

    /** Closed histories that did not change since this time. */
    static Predicate<String, Object> closed(long beforeMs) {
        return new Wanted(What.CLOSED, 0, beforeMs);
    }

    /** Histories that may be taken out and did not change since this time. */
    static Predicate<String, Object> evictable(long beforeMs) {
        return new Wanted(What.EVICTABLE, 0, beforeMs);
    }

    /** Index entries whose time was over at this time. */
    static Predicate<String, Object> expired(long nowMs) {
        return new Wanted(What.EXPIRED, 0, nowMs);
    }

    private static Predicate<String, Object> indexed(Wanted wanted, String want) {
        // Without the index the parts are asked from left to right: the cheap one first.
        return Predicates.and(wanted, Predicates.equal(History.WANTS, want));
    }

    @Override
    public boolean apply(Map.Entry<String, Object> entry) {
        if (entry.getValue() instanceof History history) {
            return switch (what) {
                case DUE -> history.nextDueAtMs() >= fromMs && history.nextDueAtMs() <= untilMs;
                case UNARCHIVED -> history.unarchivedSinceMs() <= untilMs;
                case ASIDE -> !history.aside().isEmpty();
                case CLOSED -> history.closed() && history.changedAtMs() <= untilMs;
                case EVICTABLE -> history.highest() > 0 && history.evictable(untilMs, false);
                case EXPIRED -> false;
            };
        }
        return what == What.EXPIRED
                && entry.getValue() instanceof Standing standing
                && standing.expiresAtMs() <= untilMs;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeString(what.name());
        out.writeLong(fromMs);
        out.writeLong(untilMs);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        what = What.valueOf(Wire.text(in));
        fromMs = in.readLong();
        untilMs = in.readLong();
    }

    @Override
    public int getFactoryId() {
        return Wire.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return Wire.WANTED;
    }
}
