package io.everswitch.journal.workingset;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.everswitch.journal.IndexEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What travels between members and in which shape. Java serialization is never used; a class id is never given again. All
 * members of a cluster run the same version (Hazelcast's community edition cannot do otherwise), so there is no version here.
 */
final class Wire implements DataSerializableFactory {

    static final int FACTORY_ID = 7_301;

    static final int HISTORY = 1;
    static final int STANDING = 2;
    static final int APPEND = 3;
    static final int DELTA_BACKUP = 4;
    static final int STATE_BACKUP = 5;
    static final int CLAIM = 6;
    static final int RESTORE = 7;
    static final int EVICT = 8;
    static final int INDEX = 9;
    static final int REPLY = 10;
    static final int HISTORY_MERGE = 11;
    static final int STANDING_MERGE = 12;
    static final int SMALLEST = 13;
    static final int LEDGER = 14;
    static final int ARCHIVED = 15;
    static final int INTRODUCTION = 16;
    static final int WANTED = 17;

    @Override
    public IdentifiedDataSerializable create(int classId) {
        return switch (classId) {
            case HISTORY -> new History();
            case STANDING -> new Standing();
            case APPEND -> new AppendProcessor();
            case DELTA_BACKUP -> new DeltaBackup();
            case STATE_BACKUP -> new StateBackup<History>();
            case CLAIM -> new ClaimProcessor();
            case RESTORE -> new RestoreProcessor();
            case EVICT -> new EvictProcessor();
            case INDEX -> new IndexProcessor();
            case REPLY -> new Reply();
            case HISTORY_MERGE -> new HistoryMerge();
            case STANDING_MERGE -> new StandingMerge();
            case SMALLEST -> new Smallest();
            case LEDGER -> new LedgerProcessor<History>();
            case ARCHIVED -> new ArchivedProcessor();
            case INTRODUCTION -> new Introduction();
            case WANTED -> new Wanted();
            default -> throw new IllegalArgumentException("no class " + classId + " travels in the working set");
        };
    }

    static void writeFacts(ObjectDataOutput out, List<byte[]> facts) throws IOException {
        out.writeInt(facts.size());
        for (byte[] fact : facts) {
            out.writeByteArray(fact);
        }
    }

    static List<byte[]> readFacts(ObjectDataInput in) throws IOException {
        int count = in.readInt();
        List<byte[]> facts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            facts.add(bytes(in));
        }
        return facts;
    }

    static byte[] bytes(ObjectDataInput in) throws IOException {
        byte[] bytes = in.readByteArray();
        return bytes == null ? new byte[0] : bytes;
    }

    static String text(ObjectDataInput in) throws IOException {
        String text = in.readString();
        return text == null ? "" : text;
    }

    static void writeTexts(ObjectDataOutput out, Collection<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeString(text);
        }
    }

    static Set<String> readTexts(ObjectDataInput in) throws IOException {
        Set<String> texts = new TreeSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(text(in));
        }
        return texts;
    }

    static void writeIndex(ObjectDataOutput out, List<IndexEntry> entries) throws IOException {
        out.writeInt(entries.size());
        for (IndexEntry entry : entries) {
            out.writeString(entry.space());
            out.writeString(entry.key());
            out.writeString(entry.value());
        }
    }

    static List<IndexEntry> readIndex(ObjectDataInput in) throws IOException {
        int count = in.readInt();
        List<IndexEntry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(new IndexEntry(text(in), text(in), in.readString()));
        }
        return List.copyOf(entries);
    }
}
