package io.everswitch.chaos.fault;

/**
 * How much one stream of one connection may hold; beyond, its source is not read.
 *
 * @param chunkBytesMax read at once
 * @param latencyQueueChunksMax chunks that wait in one latency toxic
 * @param latencyQueueBytesMax bytes that wait in one latency toxic
 * @param writeQueueBytesMax bytes that the receiver has not taken yet
 */
public record StreamLimits(
        int chunkBytesMax, int latencyQueueChunksMax, int latencyQueueBytesMax, int writeQueueBytesMax) {
    /** As the original server reads; a slicer's and a bandwidth's work is done per chunk. */
    private static final int CHUNK_BYTES_MAX = 32 * 1024;
    /** As in the original server, where it is the only bound. */
    private static final int LATENCY_QUEUE_CHUNKS_MAX = 1024;
    /** At 3 s of latency still more than 1 MB/s on each connection, and a hundred such connections hold 400 MB. */
    private static final int LATENCY_QUEUE_BYTES_MAX = 4 * 1024 * 1024;
    /** Two chunks: one on its way while the next is read. */
    private static final int WRITE_QUEUE_BYTES_MAX = 64 * 1024;

    public StreamLimits {
        if (chunkBytesMax < 64 || latencyQueueChunksMax < 1 || latencyQueueBytesMax < 1 || writeQueueBytesMax < 2) {
            throw new IllegalArgumentException("stream limits out of range");
        }
    }

    public static StreamLimits standard() {
        return new StreamLimits(
                CHUNK_BYTES_MAX, LATENCY_QUEUE_CHUNKS_MAX, LATENCY_QUEUE_BYTES_MAX, WRITE_QUEUE_BYTES_MAX);
    }
}
