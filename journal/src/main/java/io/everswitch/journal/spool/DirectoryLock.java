package io.everswitch.journal.spool;

import io.everswitch.journal.JournalInUse;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Holds a directory for one process: the kernel gives it back when the process ends, however it ends. */
final class DirectoryLock implements AutoCloseable {

    static final String FILE = "everswitch.lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DirectoryLock take(Path dir) throws IOException {
        FileChannel channel = FileChannel.open(dir.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new DirectoryLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new JournalInUse("the journal directory " + dir + " is open in this process already", e);
        }
        channel.close();
        throw new JournalInUse("the journal directory " + dir + " is open in another process");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
