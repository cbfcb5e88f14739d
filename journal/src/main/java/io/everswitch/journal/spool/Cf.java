package io.everswitch.journal.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.rocksdb.RocksDB;

/** The spool's column families. The order is the order of the handles. */
enum Cf {
    /** Format version and batch marks. */
    META("default", 32),
    /** Persistence id, NUL, sequence number: the facts. */
    FACTS("facts", 1),
    /** Persistence id: {@link Head}. */
    HEADS("heads", 4),
    /** Due time, persistence id: nothing. Small memtable: what moves leaves tombstones that a scan has to pass. */
    DUE("due", 8),
    /** Space, NUL, key: {@link IndexValue}. */
    INDEX("index", 4),
    /** Expiry, index key: nothing. */
    EXPIRIES("expiries", 16);

    private final String label;
    private final int memtableDivisor;

    Cf(String label, int memtableDivisor) {
        this.label = label;
        this.memtableDivisor = memtableDivisor;
    }

    byte[] bytes() {
        return this == META ? RocksDB.DEFAULT_COLUMN_FAMILY : label.getBytes(UTF_8);
    }

    /** This family's part of the memtable size that is set for the facts. */
    long memtableBytes(long factsBytes) {
        return Math.max(1 << 20, factsBytes / memtableDivisor);
    }
}
