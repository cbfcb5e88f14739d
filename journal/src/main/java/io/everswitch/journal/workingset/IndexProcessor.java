package io.everswitch.journal.workingset;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One change of one index key. Whatever comes of it is written to the backups, so the answer can be relied on. */
final class IndexProcessor extends Processor<Standing> {

    private static final long serialVersionUID = 1L;

    /** What is wanted; the names are on the wire. */
    enum Wish {
        /** Put unless something live stands there; answers what stands. */
        CLAIM,
        /** Set by a fact, unless a later fact of the same owner was quicker. */
        SET,
        /** Put whatever stands there; a null text removes it. */
        PUT,
        /** Remove if its time has passed. */
        EXPIRE,
        /** Remove if it came with a fact of this owner, whose history is taken out. */
        DROP,
        /** Answers what stands, and changes nothing. */
        LOOK
    }

    private Wish wish = Wish.CLAIM;
    private @Nullable String text;
    private long expiresAtMs;
    private String owner = "";
    private long sequenceNr;
    private long nowMs;
    private boolean evenInDoubt;

    IndexProcessor() {}

    private IndexProcessor(Wish wish, @Nullable String text, long expiresAtMs, long nowMs) {
        this.wish = wish;
        this.text = text;
        this.expiresAtMs = expiresAtMs;
        this.nowMs = nowMs;
    }

    static IndexProcessor claim(String text, long expiresAtMs, long nowMs) {
        return new IndexProcessor(Wish.CLAIM, text, expiresAtMs, nowMs);
    }

    static IndexProcessor put(@Nullable String text) {
        return new IndexProcessor(Wish.PUT, text, Long.MAX_VALUE, 0);
    }

    static IndexProcessor expire(long nowMs) {
        return new IndexProcessor(Wish.EXPIRE, null, 0, nowMs);
    }

    static IndexProcessor look(long nowMs) {
        return new IndexProcessor(Wish.LOOK, null, 0, nowMs);
    }

    static IndexProcessor drop(String owner) {
        IndexProcessor drop = new IndexProcessor(Wish.DROP, null, 0, 0);
        drop.owner = owner;
        return drop;
    }

    /** For what a spool puts back, and for probes. */
    IndexProcessor evenInDoubt() {
        evenInDoubt = true;
        return this;
    }

    /** Whether it may be carried out again after later changes: a put would undo them. */
    boolean lateIsHarmless() {
        return wish != Wish.PUT;
    }

    /** @param tombstoneUntilMs how long a removal is remembered */
    static IndexProcessor set(@Nullable String text, String owner, long sequenceNr, long tombstoneUntilMs) {
        long expiresAtMs = text == null ? tombstoneUntilMs : Long.MAX_VALUE;
        IndexProcessor set = new IndexProcessor(Wish.SET, text, expiresAtMs, 0);
        set.owner = owner;
        set.sequenceNr = sequenceNr;
        return set;
    }

    @Override
    @SuppressWarnings("NullAway") // null removes the entry
    Reply decide(Map.Entry<String, Standing> entry, int backups) {
        Standing before = entry.getValue();
        if (needsToKnow(before) && inDoubt(ledgerOf(entry.getKey()))) {
            return Reply.inDoubt(backups);
        }
        if (wish == Wish.LOOK) {
            Reply found = Reply.about(null, backups);
            found.text = before != null && Standing.live(before, nowMs) ? before.text() : null;
            return found;
        }
        Standing after = after(before);
        if (after != before) {
            entry.setValue(after);
        }
        tellBackups(new StateBackup<>(after));
        Reply reply = new Reply();
        reply.done = after != before;
        reply.backups = backups;
        reply.text = after == null ? null : after.text();
        return reply;
    }

    /** A value that is not there may have been lost; one that is there is as good as ever. */
    private boolean needsToKnow(@Nullable Standing before) {
        return switch (wish) {
            case CLAIM, LOOK -> !evenInDoubt && !Standing.live(before, nowMs);
            case PUT -> !evenInDoubt;
            case SET, EXPIRE, DROP -> false;
        };
    }

    private @Nullable Standing after(@Nullable Standing before) {
        return switch (wish) {
            case CLAIM -> Standing.live(before, nowMs) ? before : new Standing(text, expiresAtMs, "", 0);
            case SET ->
                Standing.newer(before, owner, sequenceNr) ? before : new Standing(text, expiresAtMs, owner, sequenceNr);
            case PUT -> text == null ? null : new Standing(text, expiresAtMs, "", 0);
            case LOOK -> before;
            case DROP -> before != null && before.ownedBy(owner) ? null : before;
            case EXPIRE -> before != null && before.expiresAtMs() <= nowMs ? null : before;
        };
    }

    @Override
    void write(ObjectDataOutput out) throws IOException {
        out.writeString(wish.name());
        out.writeString(text);
        out.writeLong(expiresAtMs);
        out.writeString(owner);
        out.writeLong(sequenceNr);
        out.writeLong(nowMs);
        out.writeBoolean(evenInDoubt);
    }

    @Override
    void read(ObjectDataInput in) throws IOException {
        wish = Wish.valueOf(Wire.text(in));
        text = in.readString();
        expiresAtMs = in.readLong();
        owner = Wire.text(in);
        sequenceNr = in.readLong();
        nowMs = in.readLong();
        evenInDoubt = in.readBoolean();
    }

    @Override
    public int getClassId() {
        return Wire.INDEX;
    }
}
