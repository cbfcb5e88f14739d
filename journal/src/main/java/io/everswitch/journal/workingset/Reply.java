package io.everswitch.journal.workingset;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.everswitch.journal.IndexEntry;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a processor answers; each kind of processor fills in its part. Built once, then only read. */
final class Reply implements IdentifiedDataSerializable {

    /** Whether the request was carried out; false: another fact or value stands there. */
    boolean done;

    /** Backup replicas that there were for this partition as the processor ran. */
    int backups;

    long highest;
    List<byte[]> facts = List.of();
    long nextDueAtMs = Long.MAX_VALUE;
    boolean closed;
    List<IndexEntry> index = List.of();
    int asideCount;
    /** Its partition may have lost something, or a spool holds it up: what was found or not found proves nothing. */
    boolean inDoubt;

    int archivedTo;
    /** Histories made before this may have been taken out early: see {@link Ledger#askArchiveBefore}. */
    long askArchiveBeforeMs = Long.MIN_VALUE;

    @Nullable
    String text;

    Reply() {}

    /** Nothing was done, and what stands is not told: see {@link #inDoubt}. */
    static Reply inDoubt(int backups) {
        Reply reply = new Reply();
        reply.backups = backups;
        reply.inDoubt = true;
        return reply;
    }

    /** The head of a history, without its facts. */
    static Reply about(@Nullable History history, int backups) {
        Reply reply = new Reply();
        reply.done = true;
        reply.backups = backups;
        if (history != null) {
            reply.highest = history.highest();
            reply.nextDueAtMs = history.nextDueAtMs();
            reply.closed = history.closed();
            reply.asideCount = history.aside().size();
            reply.archivedTo = history.archivedTo();
        }
        return reply;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeBoolean(done);
        out.writeInt(backups);
        out.writeLong(highest);
        Wire.writeFacts(out, facts);
        out.writeLong(nextDueAtMs);
        out.writeBoolean(closed);
        Wire.writeIndex(out, index);
        out.writeInt(asideCount);
        out.writeString(text);
        out.writeBoolean(inDoubt);
        out.writeInt(archivedTo);
        out.writeLong(askArchiveBeforeMs);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        done = in.readBoolean();
        backups = in.readInt();
        highest = in.readLong();
        facts = Wire.readFacts(in);
        nextDueAtMs = in.readLong();
        closed = in.readBoolean();
        index = Wire.readIndex(in);
        asideCount = in.readInt();
        text = in.readString();
        inDoubt = in.readBoolean();
        archivedTo = in.readInt();
        askArchiveBeforeMs = in.readLong();
    }

    @Override
    public int getFactoryId() {
        return Wire.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return Wire.REPLY;
    }
}
