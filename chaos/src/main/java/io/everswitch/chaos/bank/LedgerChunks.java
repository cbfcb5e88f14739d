package io.everswitch.chaos.bank;

import io.everswitch.chaos.http.Chunks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The ledger's lines, read from the books as they are taken. Used by one thread at a time; blocks on the file only. */
final class LedgerChunks implements Chunks {
    private static final int CHUNK_BYTES = 128 * 1024;

    private final FileChannel file;
    private final long end;
    private final LedgerFilter filter;
    private long position;

    LedgerChunks(Path path, long end, LedgerFilter filter) throws IOException {
        this.file = FileChannel.open(path, StandardOpenOption.READ);
        this.end = end;
        this.filter = filter;
    }

    @Override
    public byte @Nullable [] next() throws IOException {
        while (position < end) {
            byte[] lines = filter(read());
            if (lines.length > 0) {
                return lines;
            }
        }
        return null;
    }

    /** Some whole lines. */
    private String read() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, end - position));
        while (buffer.hasRemaining()) {
            if (file.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("the books became shorter");
            }
        }
        String text = new String(buffer.array(), StandardCharsets.ISO_8859_1);
        int whole = text.lastIndexOf('\n') + 1;
        if (whole == 0) {
            throw new IOException("a line of the books is too long");
        }
        position += whole;
        return text.substring(0, whole);
    }

    private byte[] filter(String lines) {
        StringBuilder wanted = new StringBuilder(lines.length());
        int from = 0;
        while (from < lines.length()) {
            int to = lines.indexOf('\n', from) + 1;
            String line = lines.substring(from, to);
            if (filter.isWanted(line)) {
                wanted.append(line);
            }
            from = to;
        }
        return wanted.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
