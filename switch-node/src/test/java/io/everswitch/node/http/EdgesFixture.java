package io.everswitch.node.http;

import io.everswitch.cashier.page.CashierPages;
import io.everswitch.channel.httpjson.CallbackReply;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.port.Vault;
import io.everswitch.journal.StoresStatus;
import io.everswitch.journal.ack.Store;
import io.everswitch.journal.archive.ArchiveStatus;
import io.everswitch.journal.store.StoreHealth;
import io.everswitch.node.control.BankState;
import io.everswitch.node.limits.LimitUsage;
import io.everswitch.routing.limit.Limit;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/** All edges on free ports of the loopback address, over payments in memory, and a client for them. */
final class EdgesFixture implements AutoCloseable {
    static final String KEY = "sk_test_one";
    static final String OTHER_KEY = "sk_test_two";
    static final String CARD = "4242424242424242";
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    final ExecutorService executor = Executors.newFixedThreadPool(4);
    final MemoryPayments payments = new MemoryPayments(executor);
    final CashierTokens tokens =
            new CashierTokens("a secret of sixteen bytes or more".getBytes(StandardCharsets.UTF_8));
    final Map<String, String> keys = new ConcurrentHashMap<>();
    final List<String> observed = new CopyOnWriteArrayList<>();
    final List<String> sealed = new CopyOnWriteArrayList<>();
    final List<String> givenUp = new CopyOnWriteArrayList<>();
    final List<String> callbacks = new CopyOnWriteArrayList<>();
    volatile @Nullable RuntimeException storeFailure;
    volatile boolean ready = true;
    final HttpEdges edges;
    final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(DEADLINE)
            .executor(executor)
            .build();
    private final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "edges");

    final MemoryControl control = new MemoryControl();

    EdgesFixture() {
        this(HttpEdgesSettings.Limits.DEFAULT, HttpEdgesSettings.Timeouts.DEFAULT);
    }

    EdgesFixture(HttpEdgesSettings.Limits limits, HttpEdgesSettings.Timeouts timeouts) {
        HttpEdgesSettings settings =
                new HttpEdgesSettings(new HttpEdgesSettings.Ports("127.0.0.1", 0, 0, 0), limits, timeouts);
        HttpEdgesDependencies dependencies = new HttpEdgesDependencies(
                payments,
                Merchants.of(List.of(merchant("m1", KEY), merchant("m2", OTHER_KEY))),
                new HttpEdgesDependencies.Checkout(
                        vault(),
                        number -> "k1.name-of-" + number.length(),
                        banks(),
                        url -> url.contains("forbidden") ? "must not lead to a local name" : null,
                        new CashierLinks("http://127.0.0.1:8080", tokens),
                        new CashierPages(),
                        Duration.ofHours(1)),
                this::claim,
                "another secret of sixteen bytes".getBytes(StandardCharsets.UTF_8),
                this::callback,
                operations(),
                control,
                limitDesk(),
                (route, method, status, nanos) -> observed.add(method + " " + route + " " + status),
                Clock.systemUTC());
        edges = HttpEdges.bind(system, settings, dependencies)
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edges.merchantPort() + path))
                .timeout(DEADLINE)
                .header("Authorization", "Bearer " + KEY);
    }

    Reply get(String path) {
        return send(request(path).GET());
    }

    Reply post(String path, String body, String... headers) {
        HttpRequest.Builder builder = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? builder : builder.headers(headers));
    }

    Reply send(HttpRequest.Builder request) {
        return Reply.of(client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .orTimeout(20, TimeUnit.SECONDS)
                .join());
    }

    /** A payment of this order, ready to be confirmed. */
    Reply create(String order, long amount) {
        return post("/v1/payments", createBody(order, amount));
    }

    static String createBody(String order, long amount) {
        return "{\"merchant_order_id\":\"" + order + "\",\"amount\":" + amount + ",\"currency\":\"CNY\"}";
    }

    static String card() {
        return card("{\"number\":\"" + CARD + "\",\"exp_month\":12,\"exp_year\":2090,\"cvc\":\"987\"}");
    }

    static String card(String card) {
        return "{\"payment_method\":{\"type\":\"card\",\"card\":" + card + "}}";
    }

    @Override
    public void close() {
        edges.terminate(Duration.ofSeconds(2))
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        system.terminate();
        CompletableFuture<?> ended = system.getWhenTerminated().toCompletableFuture();
        ended.orTimeout(20, TimeUnit.SECONDS).join();
        executor.shutdownNow();
    }

    private CompletionStage<String> claim(String key, String fingerprint) {
        RuntimeException failure = storeFailure;
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        String before = keys.putIfAbsent(key, fingerprint);
        return CompletableFuture.completedFuture(before == null ? fingerprint : before);
    }

    private CompletionStage<CallbackReply> callback(String channel, String timestamp, String signature, byte[] body) {
        callbacks.add(channel + " " + timestamp + " " + new String(body, StandardCharsets.UTF_8));
        boolean genuine = signature.equals("good");
        return CompletableFuture.completedFuture(
                genuine ? new CallbackReply(200, "{\"code\":\"ok\"}") : new CallbackReply(401, "{\"code\":\"no\"}"));
    }

    private Operations operations() {
        return new Operations() {
            @Override
            public String metrics() {
                return "# TYPE up gauge\nup 1\n";
            }

            @Override
            public boolean live() {
                return true;
            }

            @Override
            public List<Check> readiness() {
                return List.of(new Check("journal", ready, ready ? "" : "recovering"));
            }

            @Override
            public CompletionStage<JournalReport> journal() {
                List<String> awaited = givenUp.isEmpty() ? List.of("node-3#5e1f") : List.of();
                return CompletableFuture.completedFuture(new JournalReport(
                        new StoresStatus(
                                Map.of(Store.SPOOL, StoreHealth.sick("disk full")),
                                awaited.isEmpty() ? "" : "2 of 542 partitions in doubt",
                                awaited,
                                2 * awaited.size()),
                        new ArchiveStatus(List.of(new ArchiveStatus.CellStatus(1, 100, "away")), 7, 8, 9, 10, 11, 12),
                        List.of("pay_1")));
            }

            @Override
            public CompletionStage<Void> giveUp(String spool, String operator, String reason) {
                if (!spool.equals("node-3")) {
                    return CompletableFuture.failedFuture(new IllegalArgumentException("only an awaited one"));
                }
                givenUp.add(spool + "|" + operator + "|" + reason);
                return CompletableFuture.completedFuture(null);
            }
        };
    }

    private static LimitDesk limitDesk() {
        Limit perPayer = new Limit(
                "payer", Limit.Per.PAYER_DAY, new Limit.Scope(null, null, null, "CNY"), 500, 3, ZoneOffset.UTC);
        Limit perShop = new Limit(
                "shop",
                Limit.Per.MERCHANT_DAY,
                new Limit.Scope(null, null, null, null),
                Long.MAX_VALUE,
                3,
                ZoneOffset.UTC);
        return new LimitDesk() {
            @Override
            public List<Limit> standing() {
                return List.of(perPayer, perShop);
            }

            @Override
            public CompletionStage<LimitUsage> usage(String ledger) {
                return CompletableFuture.completedFuture(new LimitUsage(ledger.length(), 2, 1));
            }
        };
    }

    private Vault vault() {
        return new Vault() {
            @Override
            public Sealed seal(String secret) {
                sealed.add(secret);
                return new Sealed("k1", "box-" + sealed.size());
            }

            @Override
            public String open(Sealed box) {
                throw new IllegalStateException("an edge opens nothing");
            }
        };
    }

    private static BankDirectory banks() {
        return new BankDirectory() {
            @Override
            public List<Bank> banks() {
                return List.of(new Bank(new BankId("bank-1"), "First Bank", "第一银行", BankState.DEGRADED));
            }

            @Override
            public boolean isKnown(String bankId) {
                return bankId.equals("bank-1");
            }
        };
    }

    private static Merchant merchant(String id, String key) {
        String hash = HexFormat.of().formatHex(Digests.sha256(key.getBytes(StandardCharsets.UTF_8)));
        return new Merchant(new MerchantId(id), "Merchant " + id, hash, List.of(), null);
    }
}
