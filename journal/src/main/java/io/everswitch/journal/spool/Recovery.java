package io.everswitch.journal.spool;

import io.everswitch.journal.JournalCorrupt;
import io.everswitch.journal.JournalInUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * What is looked at before a directory is opened for writing, because opening rewrites the log and with it the evidence:
 * that it is a journal's, of a format that we read, and that nothing durable is missing from it.
 */
final class Recovery {

    private static final String CURRENT = "CURRENT";

    private Recovery() {}

    /** Throws if the directory must not be opened; whatever is thrown, nothing was changed. */
    static void check(Path dir, SpoolOptions options) throws IOException, RocksDBException {
        if (!Files.exists(dir.resolve(CURRENT))) {
            refuseForeignFiles(dir);
            return;
        }
        refuseDamagedManifest(dir);
        long provenSynced = LogMarks.highestSynced(dir);
        if (!hasAllFamilies(dir)) {
            if (provenSynced > 0) {
                throw new JournalCorrupt("column families are missing from the journal in " + dir);
            }
            return; // It died while it was made, before it held anything.
        }
        try (SoundCopy sound = SoundCopy.of(dir)) {
            BatchMark recovered = recovered(sound.path(), dir, options);
            if (recovered.batchNr() < provenSynced) {
                throw new JournalCorrupt("the journal in " + dir + " is damaged: its log proves batch " + provenSynced
                        + " durable, but recovery ends at batch " + recovered.batchNr()
                        + ". Nothing was changed; bring the directory back from a copy, or give it up by name");
            }
            sound.adopt();
        }
    }

    private static BatchMark recovered(Path where, Path dir, SpoolOptions options) throws RocksDBException {
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (RocksDB db = RocksDB.openReadOnly(options.database(), where.toString(), options.descriptors(), handles)) {
            SpoolDatabase.checkFormat(dir, db.get(SpoolDatabase.FORMAT_KEY));
            BatchMark recovered = SpoolDatabase.markFrom(db.get(SpoolDatabase.MARK_KEY));
            handles.forEach(ColumnFamilyHandle::close);
            return recovered;
        }
    }

    /** RocksDB would say so too, if it came back: see {@link LogWalk}. */
    private static void refuseDamagedManifest(Path dir) throws IOException {
        Path manifest = dir.resolve(Files.readString(dir.resolve(CURRENT)).strip());
        if (Files.exists(manifest) && LogWalk.walk(manifest).damaged()) {
            throw new JournalCorrupt("the manifest of the journal in " + dir + " is damaged. Nothing was changed");
        }
    }

    private static void refuseForeignFiles(Path dir) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            List<String> foreign = files.map(file -> file.getFileName().toString())
                    .filter(name -> !ours(name))
                    .sorted()
                    .toList();
            if (!foreign.isEmpty()) {
                throw new JournalInUse("the directory " + dir + " is not empty and holds no journal: " + foreign.get(0)
                        + (foreign.size() > 1 ? " and others" : ""));
            }
        }
    }

    /** What a process leaves that died before its first database file was complete. */
    private static boolean ours(String name) {
        return name.equals(DirectoryLock.FILE)
                || name.equals("LOCK")
                || name.equals("IDENTITY")
                || name.startsWith("LOG")
                || name.startsWith("MANIFEST-")
                || name.endsWith(".dbtmp");
    }

    private static boolean hasAllFamilies(Path dir) throws RocksDBException {
        try (Options plain = new Options()) {
            Set<String> found = RocksDB.listColumnFamilies(plain, dir.toString()).stream()
                    .map(Recovery::text)
                    .collect(Collectors.toSet());
            return Stream.of(Cf.values()).allMatch(cf -> found.contains(text(cf.bytes())));
        }
    }

    private static String text(byte[] name) {
        return new String(name, java.nio.charset.StandardCharsets.UTF_8);
    }
}
