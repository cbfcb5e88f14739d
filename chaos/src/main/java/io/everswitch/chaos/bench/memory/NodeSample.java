package io.everswitch.chaos.bench.memory;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One node at one moment.
 *
 * @param heap after a full collection
 * @param histories in its part of the working set, backups and ledgers included; likewise {@code index}
 * @param backlog what the archive lacks; negative if that is unknown
 * @param directBytes of buffers outside of the heap that Java knows of
 * @param residentBytes of the whole process, with what native libraries take
 */
record NodeSample(
        String node,
        LiveHeap heap,
        long histories,
        long index,
        long actors,
        long backlog,
        long spoolBytes,
        long directBytes,
        long residentBytes) {

    static NodeSample take(MemorySite.Node node, boolean workingSet, HttpClient http)
            throws IOException, InterruptedException {
        LiveHeap heap = LiveHeap.of(node.pid());
        MetricsPage page = MetricsPage.read(http, node.operationsUrl());
        return new NodeSample(
                node.name(),
                heap,
                workingSet ? (long) page.value("everswitch_journal_working_set_histories") : 0,
                workingSet ? (long) page.value("everswitch_journal_working_set_index_entries") : 0,
                (long) page.value("everswitch_payment_actors"),
                (long) page.value("everswitch_journal_archive_backlog"),
                folderBytes(node.dataDir()),
                (long) page.value("jvm_buffer_pool_used_bytes{pool=\"direct\",}"),
                (long) page.value("process_resident_memory_bytes"));
    }

    private static long folderBytes(Path folder) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                bytes += Files.isDirectory(file) ? folderBytes(file) : fileBytes(file);
            }
        }
        return bytes;
    }

    private static long fileBytes(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            // The spool removes and renames its files while they are counted.
            return 0;
        }
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("node", node);
        map.put("heap_after_full_collection_bytes", heap.bytes());
        map.put("working_set_histories", histories);
        map.put("working_set_index_entries", index);
        map.put("payment_actors", actors);
        map.put("archive_backlog", backlog);
        map.put("spool_bytes", spoolBytes);
        map.put("direct_bytes", directBytes);
        map.put("resident_bytes", residentBytes);
        return map;
    }
}
