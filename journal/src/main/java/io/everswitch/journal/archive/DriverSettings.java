package io.everswitch.journal.archive;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The driver as we want it. Opening looks names up and so may block for a moment; it belongs on the archive's own threads. */
final class DriverSettings {
    /** A connection that carries nothing is found dead within two of these. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private static final Duration RECONNECT_FIRST = Duration.ofMillis(500);
    /** One round trip for most histories, and 500 facts of some hundred bytes are no large answer. */
    private static final int PAGE_SIZE = 500;
    /** What a session does is wait: two threads for all of its connections, whatever the machine. */
    private static final int IO_THREADS = 2;

    private DriverSettings() {}

    static CompletionStage<CqlSession> open(Cell cell, ArchiveSettings.Session session) {
        List<InetSocketAddress> points = cell.addresses();
        return CqlSession.builder()
                .addContactPoints(points)
                .withLocalDatacenter(cell.localDatacenter())
                .withConfigLoader(loader(cell, session))
                .buildAsync();
    }

    private static DriverConfigLoader loader(Cell cell, ArchiveSettings.Session session) {
        return DriverConfigLoader.programmaticBuilder(DriverSettings.class.getClassLoader())
                .withString(DefaultDriverOption.SESSION_NAME, "archive-" + cell.id())
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, session.requestTimeout())
                .withDuration(DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT, session.connectTimeout())
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, session.requestTimeout())
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, session.requestTimeout())
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, session.requestTimeout())
                .withDuration(DefaultDriverOption.HEARTBEAT_INTERVAL, HEARTBEAT)
                .withDuration(DefaultDriverOption.HEARTBEAT_TIMEOUT, HEARTBEAT)
                // A cell that is back must be used soon: the driver's usual longest pause is a minute.
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, RECONNECT_FIRST)
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, session.reconnectMax())
                // Everything that we send may be sent twice.
                .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, true)
                .withInt(DefaultDriverOption.REQUEST_PAGE_SIZE, PAGE_SIZE)
                // Routing by token needs the replication of this keyspace and nothing of any other.
                .withStringList(DefaultDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES, List.of(cell.keyspace()))
                .withInt(DefaultDriverOption.NETTY_IO_SIZE, IO_THREADS)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SIZE, 1)
                .withBoolean(DefaultDriverOption.NETTY_DAEMON, true)
                .build();
    }
}
