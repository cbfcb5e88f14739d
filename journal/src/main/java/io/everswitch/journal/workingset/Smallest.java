package io.everswitch.journal.workingset;

import com.hazelcast.aggregation.Aggregator;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.everswitch.journal.Due;
import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.IndexRange;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The first few of all that a query matches: each member keeps and sends no more than is asked for, however many match. Its
 * own result. Not for several threads; Hazelcast makes one for each.
 */
final class Smallest implements Aggregator<Map.Entry<String, Object>, Smallest>, IdentifiedDataSerializable {

    private static final long serialVersionUID = 1L;

    /** @param number a due time, and 0 for an index entry */
    record Item(long number, String key, String text) {

        /** The order of the spool: numbers, then the bytes of UTF-8, which is the order of code points. */
        static final Comparator<Item> ORDER =
                Comparator.comparingLong(Item::number).thenComparing(Item::key, Smallest::compareCodePoints);
    }

    private int limit;
    /** Empty: due times are wanted, and no entries. */
    private String prefix = "";

    private String after = "";
    private long afterNumber;
    private long nowMs;
    private transient PriorityQueue<Item> largestFirst = new PriorityQueue<>(Item.ORDER.reversed());

    Smallest() {}

    /**
     * Index entries, of the index itself or listed with histories.
     *
     * @param nowMs entries that are not live at this time are left out
     */
    static Smallest of(IndexRange range, int limit, long nowMs) {
        Smallest first = new Smallest();
        first.limit = limit;
        first.prefix = WorkingSetIndex.key(range.space(), range.prefix());
        String after = range.after();
        first.after = after == null ? "" : WorkingSetIndex.key(range.space(), after);
        first.nowMs = nowMs;
        return first;
    }

    /** Histories by their due times, after this one. */
    static Smallest due(int limit, Due after) {
        Smallest due = new Smallest();
        due.limit = limit;
        due.after = after.persistenceId();
        due.afterNumber = after.dueAtMs();
        return due;
    }

    @Override
    public void accumulate(Map.Entry<String, Object> entry) {
        if (entry.getValue() instanceof History history) {
            if (prefix.isEmpty()) {
                due(new Item(history.nextDueAtMs(), entry.getKey(), ""));
            } else {
                listed(history);
            }
        } else if (entry.getValue() instanceof Standing standing) {
            String text = standing.text();
            if (text != null && wanted(entry.getKey()) && Standing.live(standing, nowMs)) {
                add(new Item(0, entry.getKey(), text));
            }
        }
    }

    private void due(Item item) {
        if (Item.ORDER.compare(item, new Item(afterNumber, after, "")) > 0) {
            add(item);
        }
    }

    private void listed(History history) {
        for (IndexEntry entry : history.index()) {
            String text = entry.value();
            // Most entries of a search are others': the space and the key are joined only for what may be wanted.
            if (text != null && entry.listed() && prefix.startsWith(entry.space()) && begins(entry)) {
                String key = WorkingSetIndex.key(entry);
                if (wanted(key)) {
                    add(new Item(0, key, text));
                }
            }
        }
    }

    private boolean begins(IndexEntry entry) {
        int spaceChars = entry.space().length() + 1;
        int rest = prefix.length() - spaceChars;
        return rest >= 0 && entry.key().length() >= rest && prefix.regionMatches(spaceChars, entry.key(), 0, rest);
    }

    private boolean wanted(String key) {
        return key.startsWith(prefix) && (after.isEmpty() || compareCodePoints(key, after) > 0);
    }

    private void add(Item item) {
        Item last = largestFirst.size() < limit ? null : largestFirst.peek();
        if (last == null || Item.ORDER.compare(item, last) < 0) {
            largestFirst.add(item);
        }
        if (largestFirst.size() > limit) {
            largestFirst.poll();
        }
    }

    @Override
    public void combine(@SuppressWarnings("rawtypes") Aggregator aggregator) {
        ((Smallest) aggregator).largestFirst.forEach(this::add);
    }

    @Override
    public Smallest aggregate() {
        return this;
    }

    List<Item> inOrder() {
        return largestFirst.stream().sorted(Item.ORDER).toList();
    }

    static int compareCodePoints(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char left = a.charAt(i);
            char right = b.charAt(i);
            if (left != right) {
                boolean bothPlain = !Character.isSurrogate(left) && !Character.isSurrogate(right);
                // A surrogate stands for a code point above every single char.
                boolean same = Character.isSurrogate(left) == Character.isSurrogate(right);
                return bothPlain || same ? Character.compare(left, right) : Character.isSurrogate(left) ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeInt(limit);
        out.writeString(prefix);
        out.writeString(after);
        out.writeLong(afterNumber);
        out.writeLong(nowMs);
        out.writeInt(largestFirst.size());
        for (Item item : largestFirst) {
            out.writeLong(item.number());
            out.writeString(item.key());
            out.writeString(item.text());
        }
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        limit = in.readInt();
        prefix = Wire.text(in);
        after = Wire.text(in);
        afterNumber = in.readLong();
        nowMs = in.readLong();
        largestFirst = new PriorityQueue<>(Item.ORDER.reversed());
        for (int left = in.readInt(); left > 0; left--) {
            add(new Item(in.readLong(), Wire.text(in), Wire.text(in)));
        }
    }

    @Override
    public int getFactoryId() {
        return Wire.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return Wire.SMALLEST;
    }
}
