package io.everswitch.journal.workingset;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A fact that lost against another one under the same number, and is kept. */
@SuppressWarnings("ArrayRecordComponent") // compared in one place, with Arrays.equals
record Aside(long sequenceNr, byte[] bytes) {

    /** Once, however often it comes. */
    static void keep(List<Aside> kept, Aside one) {
        boolean there = kept.stream()
                .anyMatch(old -> old.sequenceNr() == one.sequenceNr() && Arrays.equals(old.bytes(), one.bytes()));
        if (!there) {
            kept.add(one);
        }
    }

    static void write(ObjectDataOutput out, List<Aside> all) throws IOException {
        out.writeInt(all.size());
        for (Aside one : all) {
            out.writeLong(one.sequenceNr());
            out.writeByteArray(one.bytes());
        }
    }

    static List<Aside> read(ObjectDataInput in) throws IOException {
        List<Aside> read = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            read.add(new Aside(in.readLong(), Wire.bytes(in)));
        }
        return List.copyOf(read);
    }
}
