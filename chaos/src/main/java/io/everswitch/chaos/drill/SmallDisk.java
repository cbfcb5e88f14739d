package io.everswitch.chaos.drill;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fills the disk under a folder, if it is one made for that. */
final class SmallDisk {
    /** What is larger is somebody's real disk. */
    private static final long SIZE_MAX_BYTES = 2L << 30;

    private static final int BLOCK_BYTES = 1 << 20;
    private static final String FILLER = "drill-filler";

    private SmallDisk() {}

    static void fill(Path folder) throws IOException {
        FileStore disk = Files.getFileStore(folder);
        if (disk.getTotalSpace() > SIZE_MAX_BYTES) {
            throw new IOException("the disk under the spool is no small one of this drill's: " + disk.type() + " of "
                    + (disk.getTotalSpace() >> 20) + " MB");
        }
        byte[] block = new byte[BLOCK_BYTES];
        try (OutputStream out = Files.newOutputStream(folder.resolve(FILLER))) {
            while (disk.getUsableSpace() >= BLOCK_BYTES) {
                out.write(block);
            }
        }
    }

    static void free(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILLER));
    }
}
