package io.everswitch.chaos.fault;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;

/** The end of a stream: the socket that takes its bytes. Its write queue is bounded by its high-water mark. Event loop only. */
final class Sink implements Outlet {
    private final Channel channel;
    private boolean ended;

    Sink(Channel channel) {
        this.channel = channel;
    }

    boolean ended() {
        return ended;
    }

    @Override
    public boolean hasRoom() {
        return !ended && channel.isWritable();
    }

    @Override
    public void offer(Chunk chunk) {
        if (ended) {
            chunk.release();
        } else {
            // A failed write closes the channel, and that is seen.
            var unused = channel.writeAndFlush(chunk.data());
        }
    }

    /** Closes the socket, both ways, once everything is written. */
    @Override
    public void end() {
        if (!ended) {
            ended = true;
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** The socket is closed already. */
    void gone() {
        ended = true;
    }
}
