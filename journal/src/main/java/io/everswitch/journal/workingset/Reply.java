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

    @Nullable
    String text;

    Reply() {}

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
