package io.everswitch.journal.spool;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ChecksumType;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.WALRecoveryMode;

/** RocksDB's options for the spool, and the native memory behind them. Closed after the database, by the one who opened it. */
final class SpoolOptions implements AutoCloseable {

    private static final int BLOOM_BITS_PER_KEY = 10;
    private static final double MEMTABLE_BLOOM_RATIO = 0.02;
    private static final int BACKGROUND_JOBS = 2;
    private static final int INFO_LOGS_KEPT = 4;
    private static final long INFO_LOG_BYTES_MAX = 8L << 20;

    private final Cache cache;
    private final BloomFilter bloom = new BloomFilter(BLOOM_BITS_PER_KEY, false);
    private final DBOptions options;
    private final Map<Cf, ColumnFamilyOptions> families = new EnumMap<>(Cf.class);

    SpoolOptions(SpoolSettings settings) {
        cache = new LRUCache(settings.blockCacheBytes());
        options = new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                // Checks every block and log record that it reads, and stops at damage instead of going round it.
                .setParanoidChecks(true)
                // Absolute consistency would refuse to open after every power cut that tore the last, never
                // acknowledged
                // record. Point in time ends at the first damage wherever it is, so Recovery compares where it ended
                // with
                // what the log itself proves to have been durable: a torn tail passes, a hole does not.
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                // A recycled log holds old records behind new ones, which point-in-time recovery cannot tell apart.
                .setRecycleLogFileNum(0)
                // Each batch goes to the kernel at once, and with it the claims that were not worth an fsync.
                .setManualWalFlush(false)
                .setMaxTotalWalSize(settings.walBytesMax())
                // A disk that failed is looked at by opening again, never by writing on after a while.
                .setMaxBgErrorResumeCount(0)
                .setMaxBackgroundJobs(BACKGROUND_JOBS)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(INFO_LOGS_KEPT)
                .setMaxLogFileSize(INFO_LOG_BYTES_MAX);
        for (Cf cf : Cf.values()) {
            families.put(cf, family(cf, settings));
        }
    }

    private ColumnFamilyOptions family(Cf cf, SpoolSettings settings) {
        BlockBasedTableConfig table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setChecksumType(ChecksumType.kXXH3)
                .setVerifyCompression(true)
                // A new persistence id is asked for once in every table: the filter answers without touching the disk.
                .setFilterPolicy(bloom)
                .setWholeKeyFiltering(true);
        return new ColumnFamilyOptions()
                .setTableFormatConfig(table)
                .setWriteBufferSize(cf.memtableBytes(settings.memtableBytes()))
                .setMemtablePrefixBloomSizeRatio(cf == Cf.HEADS || cf == Cf.INDEX ? MEMTABLE_BLOOM_RATIO : 0)
                .setMemtableWholeKeyFiltering(cf == Cf.HEADS || cf == Cf.INDEX)
                .setParanoidFileChecks(true)
                .setCompressionType(cf == Cf.FACTS ? CompressionType.LZ4_COMPRESSION : CompressionType.NO_COMPRESSION);
    }

    DBOptions database() {
        return options;
    }

    /** In the order of {@link Cf}, which is then the order of the handles. */
    List<ColumnFamilyDescriptor> descriptors() {
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        families.forEach((cf, family) -> descriptors.add(new ColumnFamilyDescriptor(cf.bytes(), family)));
        return descriptors;
    }

    @Override
    public void close() {
        families.values().forEach(ColumnFamilyOptions::close);
        options.close();
        bloom.close();
        cache.close();
    }
}
