package io.everswitch.journal.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.datastax.oss.driver.api.core.CqlSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that makes a cell's tables, with a real Cassandra. */
final class SchemaMainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return SchemaMain.run(List.of(args), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }

    @Test
    void run_printsOrAppliesTheOneCell_andMayBeRepeated(@TempDir Path dir) throws IOException {
        CassandraProcess cassandra = CassandraProcess.get();
        String keyspace = "s" + Long.toHexString(System.nanoTime());
        String cells = Files.writeString(
                        dir.resolve("cells.conf"),
                        "cells = [" + cassandra.cell(0, 1, keyspace) + "," + cassandra.cell(1, 1, keyspace + "_b")
                                + "]")
                .toString();
        assertEquals(0, run("--cells", cells), err.toString(UTF_8));
        assertTrue(out.toString(UTF_8).contains(keyspace + ".messages"), "printed");
        assertFalse(exists(cassandra, keyspace), "printing makes nothing");
        assertEquals(0, run("--cells", cells, "--cell", "1", "--apply"), err.toString(UTF_8));
        assertTrue(exists(cassandra, keyspace + "_b"));
        assertFalse(exists(cassandra, keyspace), "only the cell that was named");
        assertEquals(0, run("--cells", cells, "--apply"), err.toString(UTF_8));
        assertTrue(exists(cassandra, keyspace));
    }

    @Test
    void run_badArguments_areRefused(@TempDir Path dir) {
        assertEquals(2, run());
        assertEquals(2, run("--cells", "x", "--unknown"));
        assertEquals(2, run("--cells"));
        assertEquals(2, run("--cells", "x", "--cell", "--apply"));
        assertEquals(1, run("--cells", dir.resolve("missing.conf").toString()));
        assertFalse(err.toString(UTF_8).isEmpty());
    }

    @Test
    void run_cellThatIsNotInTheFile_isAnErrorAndNotNothing(@TempDir Path dir) throws IOException {
        String cells = Files.writeString(
                        dir.resolve("cells.conf"),
                        "cells = [{id = 0, weight = 1, contact-points = [\"127.0.0.1:9\"], local-datacenter = dc1, keyspace = k}]")
                .toString();
        assertEquals(1, run("--cells", cells, "--cell", "7"));
        assertTrue(err.toString(UTF_8).contains("no cell 7"), err.toString(UTF_8));
        assertEquals(0, run("--cells", cells, "--cell", "0"));
    }

    private static boolean exists(CassandraProcess cassandra, String keyspace) {
        try (CqlSession session = CqlSession.builder()
                .addContactPoint(InetSocketAddress.createUnresolved("127.0.0.31", cassandra.port()))
                .withLocalDatacenter("dc1")
                .build()) {
            return session.getMetadata()
                    .getKeyspace(keyspace)
                    .flatMap(found -> found.getTable("messages"))
                    .isPresent();
        }
    }
}
