package io.everswitch.chaos.fault;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A proxy's toxics and its open connections, kept in step: a connection starts with the toxics of that moment and hears of
 * every later change on its own event loop. Thread-safe; changes block until every connection has made them and must come from
 * one thread.
 */
final class Links {
    /** A loop that has not come round by then is broken. */
    private static final long APPLIED_MS = 10_000;

    private final ChannelGroup sockets = new DefaultChannelGroup("fault", GlobalEventExecutor.INSTANCE);
    private final Set<Connection> connections = new HashSet<>();
    private final List<Toxic> toxics = new ArrayList<>();
    private int epoch;
    private long accepted;

    /**
     * A client's turn.
     *
     * @param epoch which opening of the proxy it came through
     * @param ordinal how many came before it
     */
    record Ticket(int epoch, long ordinal) {}

    /** Changes whenever the proxy closes. */
    synchronized int epoch() {
        return epoch;
    }

    /** Null: the proxy was closed since, or has too many. From here on the socket is closed when the proxy closes. */
    synchronized @Nullable Ticket accept(Channel client, int acceptorEpoch, int connectionsMax) {
        if (acceptorEpoch != epoch || connections.size() >= connectionsMax) {
            return null;
        }
        sockets.add(client);
        return new Ticket(epoch, accepted++);
    }

    /** Null: the proxy was closed since the client came. */
    synchronized @Nullable List<Toxic> join(Connection connection, Channel server, Ticket ticket) {
        if (ticket.epoch() != epoch) {
            return null;
        }
        sockets.add(server);
        connections.add(connection);
        return List.copyOf(toxics);
    }

    synchronized void leave(Connection connection) {
        connections.remove(connection);
    }

    /** Closes every socket; who comes from before finds the door shut. */
    void closeAll() {
        synchronized (this) {
            epoch++;
        }
        sockets.close().awaitUninterruptibly(APPLIED_MS);
    }

    synchronized int connectionCount() {
        return connections.size();
    }

    /** Upstream ones first, then in order of adding. */
    synchronized List<Toxic> toxics() {
        List<Toxic> ordered = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            toxics.stream().filter(toxic -> toxic.direction() == direction).forEach(ordered::add);
        }
        return ordered;
    }

    @Nullable
    Toxic find(String name) {
        return toxics().stream()
                .filter(toxic -> toxic.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    void add(Toxic toxic) {
        List<Connection> told;
        synchronized (this) {
            toxics.add(toxic);
            told = List.copyOf(connections);
        }
        tell(told, connection -> connection.add(toxic));
    }

    void update(Toxic toxic) {
        List<Connection> told;
        synchronized (this) {
            toxics.replaceAll(old -> old.id() == toxic.id() ? toxic : old);
            told = List.copyOf(connections);
        }
        tell(told, connection -> connection.update(toxic));
    }

    void remove(Toxic toxic) {
        List<Connection> told;
        synchronized (this) {
            toxics.removeIf(old -> old.id() == toxic.id());
            told = List.copyOf(connections);
        }
        tell(told, connection -> connection.remove(toxic));
    }

    private static void tell(List<Connection> connections, Consumer<Connection> change) {
        List<Future<?>> done = new ArrayList<>();
        for (Connection connection : connections) {
            done.add(connection.loop().submit(() -> change.accept(connection)));
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(APPLIED_MS);
        for (Future<?> one : done) {
            one.awaitUninterruptibly(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (!one.isSuccess()) {
                throw new IllegalStateException("a connection did not take the change", one.cause());
            }
        }
    }
}
