package io.everswitch.journal.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal's directory as it would be without what is damaged at the ends of its logs: what RocksDB may look at before we
 * decide whether anything may be changed at all. Only made when there is damage; links to the files, copies of the logs.
 */
final class SoundCopy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SoundCopy.class);
    private static final String SUFFIX = ".without-damage";

    private final Path dir;
    private final Path copy;
    private final Map<Path, Long> soundBytes;

    private SoundCopy(Path dir, Path copy, Map<Path, Long> soundBytes) {
        this.dir = dir;
        this.copy = copy;
        this.soundBytes = soundBytes;
    }

    static SoundCopy of(Path dir) throws IOException {
        Map<Path, Long> damaged = new TreeMap<>();
        for (Path log : files(dir, ".log")) {
            LogWalk.Found found = LogWalk.walk(log);
            if (found.damaged()) {
                damaged.put(log, found.soundBytes());
            }
        }
        Path copy = dir.resolveSibling(dir.getFileName() + SUFFIX);
        // One may be left of a process that died here.
        delete(copy);
        if (damaged.isEmpty()) {
            return new SoundCopy(dir, dir, damaged);
        }
        Files.createDirectories(copy);
        for (Path file : files(dir, "")) {
            Path target = copy.resolve(file.getFileName());
            if (file.toString().endsWith(".sst")) {
                Files.createLink(target, file);
            } else {
                Files.copy(file, target);
            }
            Long sound = damaged.get(file);
            if (sound != null) {
                cut(target, sound);
            }
        }
        return new SoundCopy(dir, copy, damaged);
    }

    /** Where to look; the journal's own directory if nothing is damaged. */
    Path path() {
        return copy;
    }

    /** Cuts the damage off the journal itself, for good. */
    void adopt() throws IOException {
        for (Map.Entry<Path, Long> log : soundBytes.entrySet()) {
            LOG.warn(
                    "the last {} bytes of {} are no whole record: cut off, nothing that is known to be durable is in them",
                    Files.size(log.getKey()) - log.getValue(),
                    log.getKey());
            cut(log.getKey(), log.getValue());
        }
    }

    @Override
    public void close() throws IOException {
        if (!copy.equals(dir)) {
            delete(copy);
        }
    }

    private static void cut(Path file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
            channel.force(true);
        }
    }

    private static List<Path> files(Path dir, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.filter(
                            file -> Files.isRegularFile(file) && file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private static void delete(Path copy) throws IOException {
        if (Files.exists(copy)) {
            for (Path file : files(copy, "")) {
                Files.delete(file);
            }
            Files.delete(copy);
        }
    }
}
