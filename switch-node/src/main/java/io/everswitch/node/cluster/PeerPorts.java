package io.everswitch.node.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the cluster ports of all peers with one idle connection each, on one thread of its own. Thread-safe; nothing blocks
 * its callers.
 */
final class PeerPorts implements AutoCloseable {
    static final Logger LOG = LoggerFactory.getLogger(PeerPorts.class);

    private static final long LOOK_MS = 20;

    private final EvidenceSettings settings;
    private final Consumer<String> gone;
    private final Selector selector;
    private final Map<String, PeerPort> peers = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private volatile Map<String, InetSocketAddress> wanted = Map.of();
    private volatile boolean closed;

    /** @param gone is told the name of a peer once nobody listens there any more; on the watching thread */
    PeerPorts(EvidenceSettings settings, Consumer<String> gone) {
        this.settings = settings;
        this.gone = gone;
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("no selector for the cluster's ports", e);
        }
        Thread thread = new Thread(this::run, "everswitch-peer-ports");
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on these are watched, and no others. Names are the caller's, one for each life of a peer. */
    void watch(Map<String, InetSocketAddress> addresses) {
        wanted = Map.copyOf(addresses);
        selector.wakeup();
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(LOOK_MS);
                long now = System.nanoTime();
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isValid()) {
                        ((PeerPort) key.attachment()).ready(key, now);
                    }
                }
                selector.selectedKeys().clear();
                follow(now);
                peers.values().forEach(peer -> peer.tick(selector, now));
                tell();
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("the cluster's ports are not watched any more; the dead are found by their silence", e);
        } finally {
            end();
        }
    }

    private void follow(long now) {
        Map<String, InetSocketAddress> addresses = wanted;
        peers.entrySet().removeIf(entry -> {
            boolean unwanted = !addresses.containsKey(entry.getKey());
            if (unwanted) {
                entry.getValue().close();
                told.remove(entry.getKey());
            }
            return unwanted;
        });
        addresses.forEach((name, address) -> peers.computeIfAbsent(name, key -> new PeerPort(address, settings, now)));
    }

    private void tell() {
        peers.forEach((name, peer) -> {
            if (!peer.isGone()) {
                told.remove(name);
            } else if (told.add(name)) {
                gone.accept(name);
            }
        });
    }

    private void end() {
        peers.values().forEach(PeerPort::close);
        try {
            selector.close();
        } catch (IOException e) {
            LOG.debug("the selector of the cluster's ports could not be closed: {}", e.toString());
        }
    }
}
