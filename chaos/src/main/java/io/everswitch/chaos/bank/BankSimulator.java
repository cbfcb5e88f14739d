package io.everswitch.chaos.bank;

import io.everswitch.chaos.http.HttpServer;
import io.everswitch.chaos.http.ServerSettings;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All banks, their books and the control port. {@link #start} and {@link #close} block; the rest is thread-safe. */
public final class BankSimulator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BankSimulator.class);
    private static final long TICK_MS = 1;
    private static final int WHEEL_SLOTS = 4096;
    /** Answers that wait at most: a minute of late answers at the highest load. */
    private static final long TIMERS_MAX = 400_000;
    /** Two: one long ledger must not keep a drill from changing a behaviour. */
    private static final int CONTROL_THREADS = 2;
    /** Far more than people and drills ask at once. */
    private static final int CONTROL_QUEUE_MAX = 1_024;

    private final Map<String, ChannelDesk> desks = new LinkedHashMap<>();
    private final List<BankPort> ports = new ArrayList<>();
    private final EventLoopGroup loops;
    private final HashedWheelTimer timer;
    private final ThreadPoolExecutor control;
    private final Books books;
    private final CallbackSender callbacks;
    private @Nullable HttpServer controlServer;

    private BankSimulator(BankSettings settings, Clock clock) throws IOException {
        this.books = Books.open(settings.books(), clock);
        this.loops = new NioEventLoopGroup(settings.ioThreads(), new DefaultThreadFactory("bank-io", true));
        this.timer = new HashedWheelTimer(
                new DefaultThreadFactory("bank-timer", true),
                TICK_MS,
                TimeUnit.MILLISECONDS,
                WHEEL_SLOTS,
                true,
                TIMERS_MAX);
        this.control = new ThreadPoolExecutor(
                CONTROL_THREADS,
                CONTROL_THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(CONTROL_QUEUE_MAX),
                new DefaultThreadFactory("bank-control", true));
        this.callbacks = new CallbackSender(loops, timer, clock, settings.firstRepeatMs());
    }

    /** @throws IOException if a port or the books cannot be had; nothing is left open then */
    public static BankSimulator start(BankSettings settings, List<SimulatedChannel> channels) throws IOException {
        BankSimulator simulator = new BankSimulator(settings, Clock.systemUTC());
        try {
            simulator.open(settings, channels);
            return simulator;
        } catch (IOException | RuntimeException e) {
            simulator.close();
            throw e;
        }
    }

    private void open(BankSettings settings, List<SimulatedChannel> channels) throws IOException {
        Timings timings = new Timings(settings.timingsMax());
        Chance chance = new Chance(settings.seed());
        BankTools tools = new BankTools(books, timings, chance, timer, Clock.systemUTC());
        Map<String, List<WebBank>> shared = new TreeMap<>();
        for (SimulatedChannel given : channels) {
            SimulatedChannel channel = settings.anyPorts() ? given.onPort(0) : given;
            ChannelDesk desk = new ChannelDesk(channel, Behaviour.good(settings.latency()));
            if (desks.put(channel.id(), desk) != null) {
                throw new IllegalArgumentException("channel " + channel.id() + " is there twice");
            }
            if (channel.iso() != null) {
                ports.add(new IsoListener(desk, tools, loops));
            } else {
                shared.computeIfAbsent(channel.host() + ":" + channel.port(), address -> new ArrayList<>())
                        .add(webBank(desk, tools));
            }
        }
        for (List<WebBank> served : shared.values()) {
            SimulatedChannel first = served.get(0).desk().channel();
            ports.add(new HttpListener(first.host(), first.port(), loops, served));
        }
        refresh(desks.values());
        ControlApi api = new ControlApi(this, books, timings, chance, control);
        controlServer = HttpServer.start(
                ServerSettings.of("bank-control", settings.controlHost(), settings.controlPort()), loops, api);
        LOG.info("{} channels on {} ports, control on port {}", desks.size(), ports.size(), controlPort());
    }

    private WebBank webBank(ChannelDesk desk, BankTools tools) {
        return switch (desk.channel().requireHttp().family()) {
            case HTTP_JSON -> new HttpBank(desk, tools, callbacks);
            case ISO20022 -> new Iso20022Bank(desk, tools, callbacks);
            case FORM_POST -> new FormBank(desk, tools, callbacks);
        };
    }

    public int controlPort() {
        if (controlServer == null) {
            throw new IllegalStateException("the bank simulator is not open");
        }
        return controlServer.port();
    }

    /** Where a channel listens. */
    public int port(String channel) {
        ChannelDesk desk = desks.get(channel);
        return ports.stream()
                .filter(port -> desk != null && port.serves(desk))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such channel"))
                .port();
    }

    Map<String, ChannelDesk> desks() {
        return desks;
    }

    /** Opens and closes ports after behaviours were changed; blocks. */
    synchronized void refresh(Collection<ChannelDesk> changed) throws IOException {
        for (BankPort port : ports) {
            if (changed.stream().anyMatch(port::serves)) {
                port.refresh();
            }
        }
    }

    /** Ends everything; what was booked is in the file. */
    @Override
    public void close() throws IOException {
        if (controlServer != null) {
            controlServer.close();
        }
        synchronized (this) {
            ports.forEach(BankPort::close);
        }
        callbacks.close();
        var unused = timer.stop();
        control.shutdownNow();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        books.close();
    }
}
