package io.everswitch.journal.spool;

import io.everswitch.journal.store.IndexStore.Claim;
import org.rocksdb.RocksDBException;

/** Put if absent. The writer's thread is the one place where it is decided, so of two claims one sees the other. */
final class ClaimWork extends Work<String> {

    private final Claim claim;
    private final long nowMs;

    ClaimWork(Claim claim, long nowMs) {
        super(0, claim.space().length() + claim.key().length() + claim.value().length());
        this.claim = claim;
        this.nowMs = nowMs;
    }

    @Override
    boolean prepare(Batch batch) throws RocksDBException {
        byte[] key = Keys.index(claim.space(), claim.key());
        IndexValue standing = batch.indexValue(key);
        if (claim.durable()) {
            // Also when it stands already: the claim that put it there may not have waited for the disk.
            batch.needSync();
        }
        if (standing != null && standing.expiresAtMs() > nowMs) {
            succeed(standing.text());
            return true;
        }
        batch.set(key, new IndexValue(claim.value(), claim.expiresAtMs()));
        succeed(claim.value());
        return true;
    }
}
