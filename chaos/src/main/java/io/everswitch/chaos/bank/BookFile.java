package io.everswitch.chaos.bank;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Opens and reads the file of the books. Blocking, at start only. */
final class BookFile {
    private static final int TAIL_BYTES = 4096;

    private BookFile() {}

    static FileChannel open(Path path) throws IOException {
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (file.tryLock() == null) {
            file.close();
            throw new IOException("the books are kept by another process: " + path);
        }
        return file;
    }

    /** Reads every line and leaves the file at its end. */
    static void load(FileChannel file, Consumer<BookLine> lines) throws IOException {
        file.truncate(wholeLines(file));
        file.position(0);
        // The reader must not be closed: it would close the file.
        BufferedReader reader = new BufferedReader(Channels.newReader(file, StandardCharsets.ISO_8859_1), 1 << 16);
        long number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            try {
                lines.accept(BookLine.parse(line));
            } catch (IllegalArgumentException | IllegalStateException e) {
                throw new IOException("the books are damaged in line " + number + ": " + e.getMessage(), e);
            }
        }
        file.position(file.size());
    }

    /** Where the last whole line ends. */
    private static long wholeLines(FileChannel file) throws IOException {
        long size = file.size();
        ByteBuffer tail = ByteBuffer.allocate((int) Math.min(size, TAIL_BYTES));
        int read = 0;
        while (tail.hasRemaining() && read >= 0) {
            read = file.read(tail, size - tail.capacity() + tail.position());
        }
        for (int i = tail.position() - 1; i >= 0; i--) {
            if (tail.get(i) == '\n') {
                return size - tail.capacity() + i + 1;
            }
        }
        if (size > TAIL_BYTES) {
            throw new IOException("the books are damaged: the last line does not end");
        }
        return 0;
    }
}
