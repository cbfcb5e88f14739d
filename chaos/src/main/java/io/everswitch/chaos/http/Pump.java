package io.everswitch.chaos.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves pieces from where they are made (an executor) to a connection, one in flight at a time. */
final class Pump {
    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);

    private final Channel channel;
    private final Chunks chunks;
    private final Executor executor;
    private final Runnable done;

    Pump(Channel channel, Chunks chunks, Executor executor, Runnable done) {
        this.channel = channel;
        this.chunks = chunks;
        this.executor = executor;
        this.done = done;
    }

    void start() {
        try {
            executor.execute(this::step);
        } catch (RejectedExecutionException e) {
            LOG.warn("a streamed answer ended early: too much to do");
            end();
            var unused = channel.close();
        }
    }

    private void step() {
        try {
            byte[] piece = chunks.next();
            if (piece == null) {
                end();
                done.run();
                return;
            }
            channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(piece)))
                    .addListener(written -> {
                        if (written.isSuccess()) {
                            start();
                        } else {
                            end();
                        }
                    });
        } catch (IOException | RuntimeException e) {
            LOG.warn("a streamed answer ended early", e);
            end();
            var unused = channel.close();
        }
    }

    private void end() {
        try {
            chunks.close();
        } catch (IOException e) {
            LOG.warn("a streamed answer's source could not be closed", e);
        }
    }
}
