package io.everswitch.node.http;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.pattern.Patterns;

/**
 * The HTTP edges of a node: merchant API with the cashier, bank callbacks, operations, each on a port of its own. Thread-safe.
 *
 * <p>An orderly end is {@link #unbind} (no new connections; readiness should say so before), then {@link #terminate}, which
 * lets requests in work finish.
 */
public final class HttpEdges {
    /** Time for the ends of event streams to be written. */
    private static final Duration STREAM_END = Duration.ofMillis(300);

    private final ServerBinding merchants;
    private final ServerBinding callbacks;
    private final ServerBinding operations;
    private final EventStreams streams;
    private final ActorSystem<?> system;
    private final List<Edge> edges;

    private HttpEdges(List<ServerBinding> bindings, List<Edge> edges, EventStreams streams, ActorSystem<?> system) {
        this.edges = edges;
        this.system = system;
        this.merchants = bindings.get(0);
        this.callbacks = bindings.get(1);
        this.operations = bindings.get(2);
        this.streams = streams;
    }

    /** Listens on all three ports, or on none: then the stage fails. */
    public static CompletionStage<HttpEdges> bind(
            ActorSystem<?> system, HttpEdgesSettings settings, HttpEdgesDependencies dependencies) {
        HttpEdgesSettings.Limits limits = settings.limits();
        EventStreams streams = new EventStreams(dependencies.payments(), settings);
        Bodies bodies =
                new Bodies(system, limits.bodyBytesMax(), settings.timeouts().body());
        Bodies callbackBodies = new Bodies(
                system, limits.callbackBytesMax(), settings.timeouts().body());
        HttpEdgesSettings.Ports ports = settings.ports();
        Operations node = dependencies.operations();
        Binder binder = new Binder(system, settings, dependencies.observer());
        Edge merchantEdge = binder.edge(
                new MerchantPort(dependencies, streams, bodies, limits.requestsPerMerchantMax()), node::refusal);
        Edge callbackEdge = binder.edge(new CallbackPort(dependencies.callbacks(), callbackBodies), node::refusal);
        List<CompletableFuture<ServerBinding>> started = List.of(
                binder.bind(ports.merchant(), limits.bodyBytesMax(), merchantEdge),
                binder.bind(ports.callbacks(), limits.callbackBytesMax(), callbackEdge),
                binder.bind(
                        ports.operations(),
                        limits.callbackBytesMax(),
                        binder.edge(operationsPort(dependencies, callbackBodies), () -> "")));
        return CompletableFuture.allOf(started.toArray(new CompletableFuture<?>[0]))
                .thenApply(all -> new HttpEdges(
                        started.stream().map(CompletableFuture::join).toList(),
                        List.of(merchantEdge, callbackEdge),
                        streams,
                        system))
                .exceptionallyCompose(
                        failure -> unbindAll(started).thenCompose(done -> CompletableFuture.failedFuture(failure)));
    }

    private static OperationsPort operationsPort(HttpEdgesDependencies dependencies, Bodies bodies) {
        return new OperationsPort(
                dependencies.operations(),
                new ControlEndpoints(dependencies.control(), bodies, dependencies.clock()),
                new LimitEndpoints(dependencies.limits(), dependencies.payments(), dependencies.clock()),
                new DeskEndpoints(dependencies.payments(), bodies),
                bodies);
    }

    /** Some ports are there, some not: nobody wants half of them. */
    private static CompletableFuture<Void> unbindAll(List<CompletableFuture<ServerBinding>> started) {
        List<CompletableFuture<?>> ends = new ArrayList<>();
        for (CompletableFuture<ServerBinding> stage : started) {
            if (!stage.isCompletedExceptionally()) {
                ends.add(stage.join().unbind().toCompletableFuture());
            }
        }
        return CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0]));
    }

    /** The templates of all routes, as {@link HttpObserver} is told them. */
    public static List<String> routes() {
        List<String> routes = new ArrayList<>(
                Arrays.stream(Route.values()).map(Route::template).toList());
        routes.add("/callbacks/{channel}");
        routes.addAll(OperationsRoute.templates());
        return List.copyOf(routes);
    }

    public int merchantPort() {
        return merchants.localAddress().getPort();
    }

    public int callbackPort() {
        return callbacks.localAddress().getPort();
    }

    public int operationsPort() {
        return operations.localAddress().getPort();
    }

    /** Requests of merchants and banks in work; event streams are none. */
    public int inWork() {
        return edges.stream().mapToInt(Edge::inWork).sum();
    }

    /** Takes no new connections from merchants and banks; those that are open go on. Operations stay reachable. */
    public CompletionStage<Done> unbind() {
        return merchants.unbind().thenCombine(callbacks.unbind(), (one, other) -> Done.getInstance());
    }

    /** Ends event streams, lets requests in work finish until the deadline, then closes everything. */
    public CompletionStage<Done> terminate(Duration deadline) {
        streams.shutdown();
        // To Pekko a stream whose headers are sent is no request in work: it would be cut before its end is written.
        return Patterns.after(STREAM_END, system, () -> merchants.terminate(deadline))
                .thenCombine(callbacks.terminate(deadline), (one, other) -> Done.getInstance())
                .thenCompose(done -> operations.terminate(deadline))
                .thenApply(terminated -> Done.getInstance());
    }

    /** Binds ports with the settings that they share. */
    private record Binder(ActorSystem<?> system, HttpEdgesSettings settings, HttpObserver observer) {
        Edge edge(Edge.Handler handler, Supplier<String> refusal) {
            return new Edge(system, handler, observer, settings, refusal);
        }

        CompletableFuture<ServerBinding> bind(int port, int bodyBytesMax, Edge edge) {
            return Http.get(system)
                    .newServerAt(settings.ports().host(), port)
                    .withSettings(serverSettings(bodyBytesMax))
                    .bind(edge::handle)
                    .toCompletableFuture();
        }

        private ServerSettings serverSettings(int bodyBytesMax) {
            HttpEdgesSettings.Limits limits = settings.limits();
            Map<String, Object> server = new HashMap<>();
            server.put("server-header", "");
            // Ours, per request and with an honest charge_state; a second one would only cost.
            server.put("request-timeout", "infinite");
            server.put("idle-timeout", settings.timeouts().idle().toMillis() + " ms");
            server.put("max-connections", limits.connectionsMax());
            server.put("backlog", 1024);
            server.put("raw-request-uri-header", "on");
            server.put("parsing.error-handler", ParsingErrors.class.getName());
            server.put("parsing.max-content-length", bodyBytesMax);
            server.put("parsing.max-uri-length", limits.uriBytesMax());
            server.put("parsing.max-header-count", limits.headersMax());
            server.put("parsing.max-header-value-length", limits.headerBytesMax());
            server.put("parsing.max-header-name-length", 64);
            server.put("parsing.max-chunk-ext-length", 256);
            // What is wrong with a header may be a secret in it; it is refused or ignored, never logged (M10).
            server.put("parsing.illegal-header-warnings", "off");
            server.put("parsing.error-logging-verbosity", "off");
            // Headers are looked at as text: quicker, and nothing is taken apart that nobody asks for.
            server.put("parsing.modeled-header-parsing", "off");
            Map<String, Object> paths = new HashMap<>();
            server.forEach((name, value) -> paths.put("pekko.http.server." + name, value));
            return ServerSettings.create(ConfigFactory.parseMap(paths)
                    .withFallback(system.settings().config())
                    .resolve());
        }
    }
}
