package io.everswitch.journal.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Walks over the records of one of RocksDB's log files (write-ahead log or manifest: blocks of 32 KiB, in them records of a
 * checksum, a length, a type and the payload, none across a border) to find where it stops making sense. RocksDB does not
 * always find its own way past damage: to a header whose type says "recycled log" and whose log number is not this log's, which
 * is one of sixty of random blocks, its reader comes back for ever (versions 10.2 to 11.8). We recycle none.
 */
final class LogWalk {
    private static final int BLOCK_BYTES = 32 * 1024;
    private static final int HEADER_BYTES = 7;
    /** Whole, first, middle and last part: the types of records that hold batches. */
    private static final int PLAIN_TYPE_MAX = 4;
    /** RocksDB stores checksums masked, so that a checksum of a text with checksums in it is not weak. */
    private static final int MASK_DELTA = 0xa282ead8;

    /**
     * What was found.
     *
     * @param soundBytes how much of the file is sound records, in bytes from its start
     * @param damaged whether what follows is anything but a last record that was cut short: that much RocksDB passes over
     */
    record Found(long soundBytes, boolean damaged) {}

    private LogWalk() {}

    /** Blocks. */
    static Found walk(Path file) throws IOException {
        long size = Files.size(file);
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (long start = 0; start < size; start += BLOCK_BYTES) {
                read(channel, block);
                int sound = soundBytes(block);
                if (sound < block.limit()) {
                    boolean torn = start + block.limit() == size && isTorn(block, sound);
                    return new Found(start + sound, !torn);
                }
            }
        }
        return new Found(size, false);
    }

    /** A channel may give a block in pieces. */
    private static void read(SeekableByteChannel channel, ByteBuffer block) throws IOException {
        block.clear();
        int got = 0;
        while (block.hasRemaining() && got >= 0) {
            got = channel.read(block);
        }
        block.flip();
    }

    /** Of one block. A rest too short for a header is filling where the block is whole. */
    private static int soundBytes(ByteBuffer block) {
        int at = 0;
        while (block.limit() - at >= HEADER_BYTES) {
            if (end(block, at) > block.limit() || !isSound(block, at)) {
                return at;
            }
            at = end(block, at);
        }
        return block.limit() == BLOCK_BYTES ? BLOCK_BYTES : at;
    }

    private static int end(ByteBuffer block, int at) {
        return at + HEADER_BYTES + Short.toUnsignedInt(block.getShort(at + 4));
    }

    private static boolean isTorn(ByteBuffer block, int at) {
        if (block.limit() - at < HEADER_BYTES) {
            return true;
        }
        int type = Byte.toUnsignedInt(block.get(at + 6));
        return type >= 1 && type <= PLAIN_TYPE_MAX && end(block, at) > block.limit();
    }

    private static boolean isSound(ByteBuffer block, int at) {
        CRC32C crc = new CRC32C();
        // The type belongs to what is checked. Which types there are is RocksDB's business: garbage has no right
        // checksum.
        crc.update(block.slice(at + 6, end(block, at) - at - 6));
        return block.getInt(at) == Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
    }
}
