package io.everswitch.chaos.fault;

import io.everswitch.chaos.http.HttpServer;
import io.everswitch.chaos.http.ServerSettings;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fault proxy: an HTTP API and the proxies that are made through it. {@link #start}, {@link #populate} and {@link #close}
 * block and may be called on any thread of the caller's; the rest is thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FaultProxy.class);
    /** Moving bytes is little work, and the switch under test needs the machine. */
    private static final int IO_THREADS_MAX = 4;
    /** Requests that wait for their turn: far more than drills send at once. */
    private static final int CONTROL_QUEUE_MAX = 256;
    /** Names that wait to be looked up: one for each connection that comes while the name service is slow. */
    private static final int NAMES_QUEUE_MAX = 4_096;
    /** Some thousand proxies in one populate. */
    private static final int BODY_MAX_BYTES = 1024 * 1024;
    /** Drills and people; more is a mistake. */
    private static final int API_CONNECTIONS_MAX = 256;
    /** Clients keep connections between calls; the original server drops them after as long. */
    private static final int API_IDLE_MAX_SECONDS = 60;

    private static final long CLOSE_MS = 10_000;

    private final EventLoopGroup loops;
    private final ThreadPoolExecutor control;
    private final ThreadPoolExecutor names;
    private final Registry registry;
    private final long seed;
    private @Nullable HttpServer server;

    private FaultProxy(FaultSettings settings) {
        int threads = Math.min(IO_THREADS_MAX, Runtime.getRuntime().availableProcessors());
        this.loops = new NioEventLoopGroup(threads, new DefaultThreadFactory("fault-io", true));
        this.control = thread("fault-control", CONTROL_QUEUE_MAX);
        this.names = thread("fault-names", NAMES_QUEUE_MAX);
        this.seed = settings.seed();
        this.registry = new Registry(new FaultIo(loops, names, settings));
    }

    private static ThreadPoolExecutor thread(String name, int queueMax) {
        return new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queueMax), new DefaultThreadFactory(name, true));
    }

    /** @throws IOException if the port cannot be had; nothing is left open then */
    public static FaultProxy start(FaultSettings settings) throws IOException {
        FaultProxy proxy = new FaultProxy(settings);
        try {
            ServerSettings http = new ServerSettings(
                    "fault-api",
                    settings.host(),
                    settings.port(),
                    BODY_MAX_BYTES,
                    API_CONNECTIONS_MAX,
                    API_IDLE_MAX_SECONDS);
            proxy.server = HttpServer.start(http, proxy.loops, new Api(proxy.registry, proxy.control));
            LOG.info("fault proxy on port {}, seed {}", proxy.port(), proxy.seed);
            return proxy;
        } catch (IOException | RuntimeException e) {
            proxy.close();
            throw e;
        }
    }

    /** Of the HTTP API. */
    public int port() {
        if (server == null) {
            throw new IllegalStateException("the fault proxy is not open");
        }
        return server.port();
    }

    public long seed() {
        return seed;
    }

    /**
     * Makes proxies from a JSON array, as {@code POST /populate} does.
     *
     * @throws IOException if one cannot be made; those before it stay
     */
    public void populate(byte[] json) throws IOException {
        List<NamedProxy> made = new ArrayList<>();
        Future<?> done = control.submit(() -> {
            registry.populate(Body.array(json), made);
            return made;
        });
        try {
            done.get(CLOSE_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("proxies cannot be made: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("proxies are not made in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while proxies were made", e);
        }
    }

    /** How many connections go through that proxy now. */
    int connectionCount(String name) throws InterruptedException, ExecutionException, TimeoutException {
        Callable<Integer> count = () -> registry.get(name).links().connectionCount();
        return control.submit(count).get(CLOSE_MS, TimeUnit.MILLISECONDS);
    }

    /** Frees every port and cuts every connection; may be called again. */
    @Override
    public synchronized void close() {
        if (control.isShutdown()) {
            return;
        }
        if (server != null) {
            server.close();
        }
        control.execute(registry::closeAll);
        control.shutdown();
        names.shutdownNow();
        try {
            if (!control.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS)) {
                LOG.warn("the proxies do not close in time");
                control.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(CLOSE_MS);
    }
}
