package io.everswitch.journal.spool;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Where batches go; a seam at which a test lets the disk fail. */
interface BatchSink {

    void write(WriteBatch batch, boolean sync) throws RocksDBException;
}
