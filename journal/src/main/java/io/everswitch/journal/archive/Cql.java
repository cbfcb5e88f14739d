package io.everswitch.journal.archive;

import java.util.ArrayList;
import java.util.List;

/**
 * The tables: those of the Pekko Persistence Cassandra plugin 1.1, column for column, so that it reads what we wrote, and those
 * of the read model. Pure.
 */
final class Cql {
    /** Facts are found by id, written once and never changed. */
    private static final String MESSAGES = """
            CREATE TABLE IF NOT EXISTS %s.messages (
              persistence_id text,
              partition_nr bigint,
              sequence_nr bigint,
              timestamp timeuuid,
              timebucket text,
              writer_uuid text,
              ser_id int,
              ser_manifest text,
              event_manifest text,
              event blob,
              meta_ser_id int,
              meta_ser_manifest text,
              meta blob,
              tags set<text>,
              PRIMARY KEY ((persistence_id, partition_nr), sequence_nr, timestamp))
              WITH gc_grace_seconds = 864000
              AND compaction = {'class': 'SizeTieredCompactionStrategy'}""";

    private static final String METADATA = """
            CREATE TABLE IF NOT EXISTS %s.metadata (
              persistence_id text PRIMARY KEY,
              deleted_to bigint,
              properties map<text, text>)""";

    private static final String ALL_IDS = """
            CREATE TABLE IF NOT EXISTS %s.all_persistence_ids (
              persistence_id text PRIMARY KEY)""";

    static final String INSERT =
            "INSERT INTO %s.messages (persistence_id, partition_nr, sequence_nr, timestamp, timebucket,"
                    + " writer_uuid, ser_id, ser_manifest, event_manifest, event) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " USING TIMESTAMP ?";
    static final String INSERT_ID = "INSERT INTO %s.all_persistence_ids (persistence_id) VALUES (?)";
    static final String FACTS =
            "SELECT sequence_nr, timestamp, writer_uuid, ser_id, ser_manifest, event_manifest, event"
                    + " FROM %s.messages WHERE persistence_id = ? AND partition_nr = ?";
    static final String KEYS =
            "SELECT sequence_nr, timestamp FROM %s.messages WHERE persistence_id = ? AND partition_nr = ?";
    static final String PROBE =
            "SELECT sequence_nr FROM %s.messages WHERE persistence_id = '~probe' AND partition_nr = 0 LIMIT 1";

    private Cql() {}

    /** @param replication a map in CQL, {@code {'class': 'NetworkTopologyStrategy', 'dc1': 3}} */
    static List<String> schema(String keyspace, String replication, ArchivedRows rows) {
        List<String> all = new ArrayList<>();
        all.add("CREATE KEYSPACE IF NOT EXISTS " + keyspace + " WITH replication = " + replication);
        for (String table : List.of(MESSAGES, METADATA, ALL_IDS)) {
            all.add(in(keyspace, table));
        }
        for (String table : rows.schema()) {
            all.add(in(keyspace, table));
        }
        return all;
    }

    static String in(String keyspace, String cql) {
        return cql.replace("%s.", keyspace + ".");
    }
}
