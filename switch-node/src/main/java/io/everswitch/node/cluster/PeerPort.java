package io.everswitch.node.cluster;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One peer's cluster port, held by an idle connection: the peer's kernel ends it at the moment when the process dies. Then
 * connections are tried until one is accepted, or so many were refused in a row that surely nobody listens. Silence is no
 * evidence. Belongs to the thread of {@link PeerPorts}.
 */
final class PeerPort {
    /** How Linux and all other systems that we know word it; other failures to connect tell of the network, not of the peer. */
    private static final String REFUSED = "Connection refused";

    private final InetSocketAddress address;
    private final EvidenceSettings settings;
    private final ByteBuffer unread = ByteBuffer.allocate(64);
    private @Nullable SocketChannel channel;
    private boolean held;
    private long nextNanos;
    private int refusals;

    PeerPort(InetSocketAddress address, EvidenceSettings settings, long nowNanos) {
        this.address = address;
        this.settings = settings;
        this.nextNanos = nowNanos;
    }

    /** Whether the last connections were all refused, and enough of them. */
    boolean isGone() {
        return refusals >= settings.refusals();
    }

    /** What time brings: a new connection, or the end of one that nobody answers. */
    void tick(Selector selector, long nowNanos) {
        if (nowNanos - nextNanos < 0) {
            return;
        }
        if (channel == null) {
            connect(selector, nowNanos);
        } else if (!held) {
            // Neither accepted nor refused: the network is silent, and silence proves nothing.
            refusals = 0;
            letGo(nowNanos);
        }
    }

    private void connect(Selector selector, long nowNanos) {
        try {
            SocketChannel opened = SocketChannel.open();
            channel = opened;
            held = false;
            opened.configureBlocking(false);
            opened.register(selector, SelectionKey.OP_CONNECT, this);
            nextNanos = nowNanos + settings.connectMs() * 1_000_000L;
            if (opened.connect(address)) {
                hold(opened.keyFor(selector));
            }
        } catch (IOException e) {
            failed(e, nowNanos);
        }
    }

    /** The selector says that something happened. */
    void ready(SelectionKey key, long nowNanos) {
        SocketChannel connection = channel;
        if (connection == null) {
            return;
        }
        try {
            if (key.isConnectable() && connection.finishConnect()) {
                hold(key);
            } else if (key.isReadable()) {
                unread.clear();
                if (connection.read(unread) < 0) {
                    letGo(nowNanos);
                    // The peer has just closed it; whether it is dead is asked at once.
                    nextNanos = nowNanos;
                }
            }
        } catch (IOException e) {
            failed(e, nowNanos);
        }
    }

    private void hold(@Nullable SelectionKey key) {
        held = true;
        refusals = 0;
        if (key != null) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private void failed(IOException failure, long nowNanos) {
        boolean refused = failure instanceof ConnectException && REFUSED.equals(failure.getMessage());
        // A connection that was held and broke says nothing yet: the next one does.
        refusals = refused && !held ? refusals + 1 : 0;
        letGo(nowNanos);
    }

    private void letGo(long nowNanos) {
        close();
        nextNanos = nowNanos + settings.againMs() * 1_000_000L;
    }

    void close() {
        SocketChannel open = channel;
        channel = null;
        held = false;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                PeerPorts.LOG.debug("a connection to {} could not be closed: {}", address, e.toString());
            }
        }
    }
}
