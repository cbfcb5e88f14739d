package io.everswitch.journal.spool;

import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.store.Append;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.zip.CRC32C;

/**
 * The process that is killed: several writers append facts, and each acknowledged one is printed as {@code ACK id seq crc}
 * before its writer goes on. Facts can be made again from their place, so whoever reads them can check them.
 */
final class CrashChild {

    static final int WRITERS = 24;
    static final long DUE_BASE_MS = 1_000_000;

    private CrashChild() {}

    public static void main(String[] args) throws Exception {
        Path dir = Path.of(args[0]);
        long seed = Long.parseLong(args[1]);
        Spool spool = Spools.open(dir);
        PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, "UTF-8");
        out.println("OPEN");
        CountDownLatch never = new CountDownLatch(1);
        for (int writer = 0; writer < WRITERS; writer++) {
            Random random = new Random(seed * 31 + writer);
            String prefix = "w" + writer + "-";
            Thread thread = new Thread(() -> write(spool, prefix, random, out), "writer-" + writer);
            thread.setDaemon(true);
            thread.start();
        }
        never.await();
    }

    private static void write(Spool spool, String prefix, Random random, PrintStream out) {
        try {
            while (true) {
                String id = prefix + random.nextInt(20);
                long next = spool.highestSequenceNr(id).toCompletableFuture().get() + 1;
                int count = 1 + random.nextInt(3);
                Append append = append(id, next, count);
                spool.append(append).toCompletableFuture().get();
                StringBuilder lines = new StringBuilder();
                for (int i = 0; i < count; i++) {
                    lines.append("ACK ").append(id).append(' ').append(next + i).append(' ');
                    lines.append(crc(append.facts().get(i))).append('\n');
                }
                synchronized (out) {
                    out.print(lines);
                    out.flush();
                }
            }
        } catch (Exception e) {
            synchronized (out) {
                out.println("FAILED " + e);
            }
        }
    }

    static Append append(String id, long first, int count) {
        List<byte[]> facts = new ArrayList<>();
        List<IndexEntry> index = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            facts.add(fact(id, first + i));
        }
        long last = first + count - 1;
        index.add(new IndexEntry("last", id, Long.toString(last)));
        return new Append(id, first, facts, new Append.Marks(dueMs(id, last), false), index);
    }

    static long dueMs(String id, long sequenceNr) {
        return sequenceNr % 7 == 0
                ? Long.MAX_VALUE
                : DUE_BASE_MS + Math.floorMod(id.hashCode() + sequenceNr * 37, 5_000);
    }

    /** What stands under a place: of very different lengths, so that some cross the log's blocks. */
    static byte[] fact(String id, long sequenceNr) {
        Random random = new Random(id.hashCode() * 1_000_003L + sequenceNr);
        byte[] rest = new byte[random.nextInt(10) == 0 ? 20_000 : 50 + random.nextInt(500)];
        random.nextBytes(rest);
        byte[] name = (id + "#" + sequenceNr + "#").getBytes(StandardCharsets.UTF_8);
        System.arraycopy(name, 0, rest, 0, Math.min(name.length, rest.length));
        return rest;
    }

    static long crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }
}
