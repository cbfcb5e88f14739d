package io.everswitch.journal.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.journal.JournalCorrupt;
import io.everswitch.journal.store.Await;
import io.everswitch.journal.store.ReplayRange;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A log that a power cut tore at its end opens; one with a hole in its middle does not. */
final class SpoolDamageTest {

    private static final int FACTS = 200;

    @TempDir
    Path root;

    /** A directory as a killed process leaves it: copied while the spool is open, so that the log was not written out. */
    private Path abandoned(String name) throws IOException {
        Path live = root.resolve(name + "-live");
        Path copy = root.resolve(name);
        try (Spool spool = Spools.open(live)) {
            for (int i = 1; i <= FACTS; i++) {
                Await.value(spool.append(CrashChild.append("p", i, 1)));
            }
            Files.createDirectories(copy);
            try (Stream<Path> files = Files.list(live)) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
        }
        return copy;
    }

    private static Path log(Path dir) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(Comparator.comparing(Path::toString))
                    .orElseThrow();
        }
    }

    private static long facts(Path dir) {
        try (Spool spool = Spools.open(dir)) {
            long highest = Await.value(spool.highestSequenceNr("p"));
            List<Long> numbers = new ArrayList<>();
            Await.value(spool.replay(ReplayRange.all("p"), fact -> numbers.add(fact.sequenceNr())));
            assertEquals(highest, numbers.size());
            return highest;
        }
    }

    @Test
    void open_undamaged_hasEverything() throws IOException {
        assertEquals(FACTS, facts(abandoned("whole")));
    }

    @Test
    void open_garbageBehindTheEnd_hasEverything() throws IOException {
        long seed = System.nanoTime();
        System.out.println("open_garbageBehindTheEnd seed " + seed);
        Random random = new Random(seed);
        for (int length : new int[] {1, 6, 7, 100, 40_000}) {
            Path dir = abandoned("garbage" + length);
            byte[] garbage = new byte[length];
            random.nextBytes(garbage);
            try (RandomAccessFile file = new RandomAccessFile(log(dir).toFile(), "rw")) {
                file.seek(file.length());
                file.write(garbage);
            }
            assertEquals(FACTS, facts(dir), "with " + length + " bytes of garbage");
        }
    }

    /** RocksDB's reader never comes back from these: a header of a recycled log, at the end and at a block's start. */
    @ParameterizedTest
    @CsvSource({"5, 0", "6, 0", "7, 0", "8, 0", "5, 32768", "8, 32768"})
    void open_garbageThatLooksRecycled_hasEverything(int type, int border) throws IOException {
        Path dir = abandoned("recycled");
        try (RandomAccessFile file = new RandomAccessFile(log(dir).toFile(), "rw")) {
            int sound = (int) file.length();
            byte[] garbage = new byte[70_000];
            Arrays.fill(garbage, (byte) 0x1e);
            int at = border == 0 ? 0 : border - sound % border;
            garbage[at + 5] = 0;
            garbage[at + 6] = (byte) type;
            file.seek(sound);
            file.write(garbage);
        }
        assertEquals(FACTS, facts(dir));
        assertEquals(FACTS, facts(dir), "opened once more");
        try (Stream<Path> left = Files.list(root)) {
            assertEquals(2, left.count(), "nothing is left beside the journal");
        }
    }

    @Test
    void open_recycledGarbageInTheMiddle_isRefusedAndNothingIsTouched() throws IOException {
        Path dir = abandoned("recycled-hole");
        Path log = log(dir);
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.seek(2 * 32_768);
            file.write(new byte[] {1, 2, 3, 4, 50, 0, 5, 9, 9, 9, 9});
        }
        byte[] before = Files.readAllBytes(log);
        assertThrows(JournalCorrupt.class, () -> Spools.open(dir));
        assertEquals(List.of(), differences(before, Files.readAllBytes(log)));
    }

    @Test
    void open_damagedManifest_isRefused() throws IOException {
        Path dir = abandoned("manifest");
        Path manifest = dir.resolve(Files.readString(dir.resolve("CURRENT")).strip());
        try (RandomAccessFile file = new RandomAccessFile(manifest.toFile(), "rw")) {
            file.seek(0);
            file.write(new byte[] {1, 2, 3, 4, 50, 0, 5, 9, 9, 9, 9});
        }
        assertThrows(JournalCorrupt.class, () -> Spools.open(dir));
    }

    @Test
    void open_lastBatchTorn_hasAllBeforeIt() throws IOException {
        for (int cut : new int[] {1, 30, 60}) {
            Path dir = abandoned("torn" + cut);
            try (RandomAccessFile file = new RandomAccessFile(log(dir).toFile(), "rw")) {
                file.setLength(file.length() - cut);
            }
            // Nothing in the log says that the last batch was acknowledged: it may be one that never was.
            assertEquals(FACTS - 1, facts(dir), "with " + cut + " bytes cut");
            assertEquals(FACTS - 1, facts(dir), "opened once more");
        }
    }

    @Test
    void open_lastBatchScribbledOver_hasAllBeforeIt() throws IOException {
        Path dir = abandoned("scribbled");
        try (RandomAccessFile file = new RandomAccessFile(log(dir).toFile(), "rw")) {
            file.seek(file.length() - 20);
            file.write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        }
        assertEquals(FACTS - 1, facts(dir));
    }

    @Test
    void open_holeInTheMiddle_isRefusedEveryTimeAndNothingIsTouched() throws IOException {
        for (double place : new double[] {0.05, 0.5, 0.95}) {
            Path dir = abandoned("hole" + place);
            Path log = log(dir);
            try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
                file.seek((long) (file.length() * place));
                file.write(new byte[64]);
            }
            byte[] before = Files.readAllBytes(log);
            for (int attempt = 0; attempt < 3; attempt++) {
                JournalCorrupt refusal = assertThrows(JournalCorrupt.class, () -> Spools.open(dir));
                assertTrue(String.valueOf(refusal.getMessage()).contains("damaged"), refusal.getMessage());
            }
            assertEquals(List.of(), differences(before, Files.readAllBytes(log)));
        }
    }

    @Test
    void open_lastBatchDamagedAfterItWasSealed_isRefused() throws Exception {
        Path live = root.resolve("sealed-live");
        Path copy = root.resolve("sealed");
        try (Spool spool = Spools.open(live)) {
            Await.value(spool.append(CrashChild.append("p", 1, 1)));
            Path log = log(live);
            long written = Files.size(log);
            // The seal is a batch of its own, some time after the writer has nothing to do.
            org.awaitility.Awaitility.await().until(() -> Files.size(log) > written);
            Files.createDirectories(copy);
            try (Stream<Path> files = Files.list(live)) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
            try (RandomAccessFile file = new RandomAccessFile(log(copy).toFile(), "rw")) {
                file.seek(written - 20);
                file.write(new byte[8]);
            }
        }
        assertThrows(JournalCorrupt.class, () -> Spools.open(copy));
    }

    private static List<Integer> differences(byte[] one, byte[] other) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < Math.max(one.length, other.length); i++) {
            if (i >= one.length || i >= other.length || one[i] != other[i]) {
                places.add(i);
            }
        }
        return places;
    }
}
