package io.everswitch.chaos.fault;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/**
 * One direction of one connection: bytes go from the source through the stages, in the order in which their toxics were added,
 * to the sink. The source is read one chunk at a time, and only while the first stage has room. Event loop only.
 */
final class Stream implements Inlet {
    private final Channel source;
    private final Sink sink;
    private final Draws draws;
    private final StreamLimits limits;
    private final List<Stage> stages = new ArrayList<>();
    private boolean reading;
    /** Nothing is read any more: the source is at its end, or nobody wants its bytes. */
    private boolean dry;

    Stream(Channel source, Channel destination, Draws draws, StreamLimits limits) {
        this.source = source;
        this.sink = new Sink(destination);
        this.draws = draws;
        this.limits = limits;
    }

    EventLoop loop() {
        return source.eventLoop();
    }

    Draws draws() {
        return draws;
    }

    StreamLimits limits() {
        return limits;
    }

    private Outlet first() {
        return stages.isEmpty() ? sink : stages.get(0);
    }

    /** Reads, if there is room. */
    @Override
    public void roomFreed() {
        if (!reading && !dry && first().hasRoom()) {
            reading = true;
            source.read();
        }
    }

    void received(ByteBuf data) {
        if (dry || !data.isReadable()) {
            data.release();
        } else {
            first().offer(new Chunk(data, System.nanoTime()));
        }
    }

    void readComplete() {
        reading = false;
        roomFreed();
    }

    void sourceEnded() {
        if (!dry) {
            dry = true;
            first().end();
        }
    }

    /** The destination takes bytes again. */
    void writable() {
        last().roomFreed();
    }

    private Inlet last() {
        return stages.isEmpty() ? this : stages.get(stages.size() - 1);
    }

    void destinationGone() {
        sink.gone();
        dry = true;
        stages.forEach(Stage::discard);
    }

    /** The stream was ended in the middle: what comes before that stage has no way to go. */
    void closedAt(Stage stage) {
        dry = true;
        for (Stage before : stages) {
            if (before == stage) {
                return;
            }
            before.discard();
        }
    }

    void add(Toxic toxic) {
        if (sink.ended()) {
            return;
        }
        Inlet before = last();
        if (before instanceof Stage neighbour) {
            neighbour.restart(neighbour.toxic());
            if (sink.ended()) {
                return;
            }
        }
        Stage stage = new Stage(this, toxic, before, sink);
        if (before instanceof Stage neighbour) {
            neighbour.linkNext(stage);
        }
        stages.add(stage);
        // Before it waited for the sink, and the sink wakes only its neighbour.
        before.roomFreed();
    }

    void update(Toxic toxic) {
        int index = find(toxic);
        if (index >= 0) {
            stages.get(index).restart(toxic);
        }
    }

    void remove(Toxic toxic) {
        int index = find(toxic);
        if (index < 0 || !stages.get(index).dissolve()) {
            return;
        }
        stages.remove(index);
        Inlet before = index == 0 ? this : stages.get(index - 1);
        Outlet after = index == stages.size() ? sink : stages.get(index);
        if (after instanceof Stage stage) {
            stage.linkPrevious(before);
        }
        if (before instanceof Stage stage) {
            stage.linkNext(after);
            stage.restart(stage.toxic());
        }
        before.roomFreed();
    }

    private int find(Toxic toxic) {
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).toxic().id() == toxic.id()) {
                return i;
            }
        }
        return -1;
    }
}
