package io.everswitch.chaos.fault;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A client, the server behind the proxy, and the two streams between them, all on one event loop. Everything here is called on
 * that loop. As with the original, one stream's end closes its destination altogether, which then ends the other stream.
 */
final class Connection {
    private final Channel client;
    private final Channel server;
    private final Stream upstream;
    private final Stream downstream;
    private final Consumer<Connection> ended;
    private int open = 2;

    /** @param draws makes one for each direction */
    Connection(
            Channel client,
            Channel server,
            Function<Direction, Draws> draws,
            StreamLimits limits,
            Consumer<Connection> ended) {
        this.client = client;
        this.server = server;
        this.upstream = new Stream(client, server, draws.apply(Direction.UPSTREAM), limits);
        this.downstream = new Stream(server, client, draws.apply(Direction.DOWNSTREAM), limits);
        this.ended = ended;
    }

    EventLoop loop() {
        return client.eventLoop();
    }

    void start(List<Toxic> toxics) {
        boolean resets = false;
        for (Toxic toxic : toxics) {
            stream(toxic).add(toxic);
            resets |= toxic.kind() == ToxicKind.RESET_PEER;
        }
        if (resets) {
            // Whatever closes this connection from now on, it is a reset to both sides.
            client.config().setOption(ChannelOption.SO_LINGER, 0);
            server.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        attach(client, new Side(upstream, downstream, this::closed));
        attach(server, new Side(downstream, upstream, this::closed));
        upstream.roomFreed();
        downstream.roomFreed();
    }

    private static void attach(Channel channel, Side side) {
        channel.pipeline().addLast(side);
        if (!channel.isActive()) {
            // It closed before somebody listened.
            side.gone();
        }
    }

    void add(Toxic toxic) {
        stream(toxic).add(toxic);
    }

    void update(Toxic toxic) {
        stream(toxic).update(toxic);
    }

    void remove(Toxic toxic) {
        stream(toxic).remove(toxic);
    }

    private Stream stream(Toxic toxic) {
        return toxic.direction() == Direction.UPSTREAM ? upstream : downstream;
    }

    private void closed() {
        open--;
        if (open == 0) {
            ended.accept(this);
        }
    }
}
