package io.everswitch.journal.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Looks through RocksDB's log files, before they are opened, for the highest batch that is proven durable. It knows nothing
 * of the log's format, so damage cannot confuse it: it looks for marks, and each has its own checksum. A mark that a block
 * border cuts in two is overlooked; its neighbours say nearly the same.
 */
final class LogMarks {

    private static final int CHUNK_BYTES = 1 << 20;

    private LogMarks() {}

    static long highestSynced(Path dir) throws IOException {
        long highest = 0;
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(dir, "*.log")) {
            for (Path log : logs) {
                highest = Math.max(highest, highestSyncedIn(log));
            }
        }
        return highest;
    }

    private static long highestSyncedIn(Path log) throws IOException {
        byte[] window = new byte[CHUNK_BYTES + BatchMark.BYTES];
        int filled = 0;
        long highest = 0;
        try (InputStream in = Files.newInputStream(log)) {
            while (true) {
                int read = in.readNBytes(window, filled, window.length - filled);
                filled += read;
                highest = Math.max(highest, highestSyncedIn(window, filled));
                if (filled < window.length) {
                    return highest;
                }
                // The end of this window may be the start of a mark.
                int keep = BatchMark.BYTES - 1;
                System.arraycopy(window, filled - keep, window, 0, keep);
                filled = keep;
            }
        }
    }

    private static long highestSyncedIn(byte[] window, int filled) {
        long highest = 0;
        for (int at = 0; at + BatchMark.BYTES <= filled; at++) {
            if (window[at] == BatchMark.MAGIC[0]) {
                BatchMark mark = BatchMark.decode(window, at);
                highest = mark == null ? highest : Math.max(highest, mark.syncedNr());
            }
        }
        return highest;
    }
}
