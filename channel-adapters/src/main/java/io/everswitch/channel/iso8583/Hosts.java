package io.everswitch.channel.iso8583;

import io.netty.channel.EventLoopGroup;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hosts of one bank, the primary first, each with its connections, all of them kept signed on. Says which connection the
 * next request takes: the one host in use is changed when none of its connections is up, and changed back to one before it
 * when that has been up for a stated time, so that a host that comes and goes does not take the traffic with it. A request is
 * given to one connection only; what was given is never taken to another host. Thread-safe, lock-free.
 */
final class Hosts {
    private static final Logger LOG = LoggerFactory.getLogger(Hosts.class);

    private final Wire wire;
    private final List<List<IsoConnection>> hosts;
    private final List<IsoConnection> connections;
    private final long stableNanos;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger used = new AtomicInteger();

    Hosts(Wire wire, EventLoopGroup loops) {
        IsoOptions options = wire.settings().options();
        Iso8583Settings.Link link = wire.settings().link();
        IsoHost primary = new IsoHost(link.host(), link.port());
        this.wire = wire;
        this.stableNanos = TimeUnit.MILLISECONDS.toNanos(options.primaryStableMs());
        this.hosts = Stream.concat(Stream.of(primary), options.standby().stream())
                .map(host -> IntStream.range(0, link.connections())
                        .mapToObj(i -> new IsoConnection(wire, loops.next(), host))
                        .toList())
                .toList();
        this.connections = hosts.stream().flatMap(List::stream).toList();
    }

    /** All connections to all hosts. */
    List<IsoConnection> connections() {
        return connections;
    }

    /** The preferred connection if it is up, else the next in turn of the host in use; null if no host is up. */
    @Nullable
    IsoConnection next(@Nullable IsoConnection preferred) {
        if (preferred != null && preferred.isUp()) {
            return preferred;
        }
        int host = choose();
        int first = turn.getAndIncrement();
        List<IsoConnection> own = hosts.get(host);
        for (int i = 0; i < own.size(); i++) {
            IsoConnection next = own.get(Math.floorMod(first + i, own.size()));
            if (next.isUp()) {
                return next;
            }
        }
        return null;
    }

    /** Which host is in use, 0 for the primary. */
    int used() {
        return used.get();
    }

    private int choose() {
        int now = used.get();
        int best = now;
        for (int i = hosts.size() - 1; i >= 0; i--) {
            boolean takes = i < now ? isStable(i) : i == now && isUp(i);
            best = takes ? i : best;
        }
        for (int i = 0; i < hosts.size() && !isUp(best); i++) {
            // Nothing to keep the traffic here: the first host that stands, stable or not.
            best = isUp(i) ? i : best;
        }
        if (best != now && used.compareAndSet(now, best)) {
            LOG.warn("{} now uses host {} of {}", wire.id(), best + 1, hosts.size());
        }
        return best;
    }

    private boolean isUp(int host) {
        return hosts.get(host).stream().anyMatch(IsoConnection::isUp);
    }

    private boolean isStable(int host) {
        return hosts.get(host).stream().anyMatch(connection -> connection.isUpFor(stableNanos));
    }
}
