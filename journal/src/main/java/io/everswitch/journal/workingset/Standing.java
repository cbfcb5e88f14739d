package io.everswitch.journal.workingset;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands under an index key. An entry that came with a fact names its persistence id and the sequence number, so that
 * the same change applied late or twice cannot undo a later one; its removal stays for a while as a tombstone for the same
 * reason. Never changed after it was made.
 */
final class Standing implements Ledgered {

    private @Nullable String text;
    // The name of this is that of the map's index.
    private long expiresAtMs = Long.MAX_VALUE;
    private String owner = "";
    private long sequenceNr;
    private List<String> aside = List.of();
    private @Nullable Ledger ledger;

    Standing() {}

    Standing(@Nullable String text, long expiresAtMs, String owner, long sequenceNr) {
        this.text = text;
        this.expiresAtMs = expiresAtMs;
        this.owner = owner;
        this.sequenceNr = sequenceNr;
    }

    static Standing of(Ledger ledger) {
        Standing standing = new Standing();
        standing.ledger = ledger;
        return standing;
    }

    @Override
    public @Nullable Ledger ledger() {
        return ledger;
    }

    /** Whether it came with a fact of this owner. */
    boolean ownedBy(String id) {
        return !owner.isEmpty() && owner.equals(id);
    }

    static boolean live(@Nullable Standing standing, long nowMs) {
        return standing != null && standing.text != null && standing.expiresAtMs > nowMs;
    }

    /** Whether a change by this owner at this number comes too late. */
    static boolean newer(@Nullable Standing standing, String owner, long sequenceNr) {
        return standing != null && standing.owner.equals(owner) && standing.sequenceNr > sequenceNr;
    }

    /** After a split: the later one of one owner's, else the standing one, and the loser's text aside if it differs. */
    static Standing union(@Nullable Standing standing, Standing other) {
        if (standing == null || newer(other, standing.owner, standing.sequenceNr)) {
            return other;
        }
        String loser = other.text;
        boolean same = loser == null || loser.equals(standing.text);
        boolean oneOwner = !standing.owner.isEmpty() && standing.owner.equals(other.owner);
        if (standing.text == null && loser != null && !oneOwner) {
            return other;
        }
        if (same || oneOwner || standing.aside.contains(loser)) {
            return standing;
        }
        Standing united = new Standing(standing.text, standing.expiresAtMs, standing.owner, standing.sequenceNr);
        List<String> kept = new ArrayList<>(standing.aside);
        kept.add(loser);
        united.aside = List.copyOf(kept);
        return united;
    }

    @Nullable
    String text() {
        return text;
    }

    long expiresAtMs() {
        return expiresAtMs;
    }

    List<String> aside() {
        return aside;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeString(text);
        out.writeLong(expiresAtMs);
        out.writeString(owner);
        out.writeLong(sequenceNr);
        out.writeInt(aside.size());
        for (String one : aside) {
            out.writeString(one);
        }
        Ledger own = ledger;
        out.writeBoolean(own != null);
        if (own != null) {
            own.write(out);
        }
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        text = in.readString();
        expiresAtMs = in.readLong();
        owner = Wire.text(in);
        sequenceNr = in.readLong();
        List<String> read = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            read.add(Wire.text(in));
        }
        aside = List.copyOf(read);
        ledger = in.readBoolean() ? Ledger.read(in) : null;
    }

    @Override
    public int getFactoryId() {
        return Wire.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return Wire.STANDING;
    }
}
