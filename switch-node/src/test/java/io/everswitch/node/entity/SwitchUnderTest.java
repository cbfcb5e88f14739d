package io.everswitch.node.entity;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.means.CardMeans;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.payment.ConfirmSource;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentCommand;
import io.everswitch.domain.payment.PaymentPolicy;
import io.everswitch.domain.payment.PaymentStatus;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.ChannelProfile;
import io.everswitch.domain.port.RouteDecision;
import io.everswitch.journal.JournalExtension;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.jspecify.annotations.Nullable;

/**
 * Payments on a real journal in a real cluster of one node, with scripted banks and a scripted shop that outlive it. Stopping
 * is sudden, as a process dies, and starting goes on in the same directory.
 */
final class SwitchUnderTest implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final Duration IDLE = Duration.ofMillis(400);
    static final Duration SEND_WINDOW = Duration.ofMillis(300);
    static final Duration ASK = Duration.ofSeconds(3);

    /** Asked about; a second question only after 30 s. */
    static final ChannelId ASKED = new ChannelId("bank-a.asked");

    static final ChannelId ASKED_TOO = new ChannelId("bank-b.asked");

    /** Undone when nobody knows; repeated every 300 ms. */
    static final ChannelId UNDONE = new ChannelId("bank-c.undone");

    static final Sealed NUMBER = new Sealed("k1", "U0VBTEVELU5VTUJFUi1PRi1BLUNBUkQ");

    final Calls calls = new Calls();
    final ScriptedShop shop = new ScriptedShop(calls);
    final Map<MerchantId, List<ChannelId>> routes = new ConcurrentHashMap<>();
    volatile String routeReason = "scripted";
    volatile String grounds = "";
    Presence presence = new Presence();

    private final Path dir;
    private final Map<ChannelId, ScriptedChannel> channels;
    private @Nullable Running running;

    private record Running(ActorSystem<?> system, Payments payments, BankAnswersToPayments answers) {}

    SwitchUnderTest(Path dir) {
        this.dir = dir;
        this.channels = Map.of(
                ASKED, channel(ASKED, ChannelProfile.Resolution.QUERY, Duration.ofSeconds(30)),
                ASKED_TOO, channel(ASKED_TOO, ChannelProfile.Resolution.QUERY, Duration.ofSeconds(30)),
                UNDONE, channel(UNDONE, ChannelProfile.Resolution.REVERSE, Duration.ofMillis(300)));
    }

    static SwitchUnderTest started(Path dir) {
        SwitchUnderTest started = new SwitchUnderTest(dir);
        started.start("");
        return started;
    }

    private ScriptedChannel channel(ChannelId id, ChannelProfile.Resolution resolution, Duration response) {
        return new ScriptedChannel(
                new ChannelProfile(
                        id,
                        new BankId(id.value().substring(0, 6)),
                        response,
                        SEND_WINDOW,
                        Duration.ofSeconds(30),
                        resolution,
                        List.of(Duration.ofMillis(50))),
                calls);
    }

    void start(String overrides) {
        Config config = ConfigFactory.parseString(overrides)
                .withFallback(ConfigFactory.parseString("""
                        pekko.remote.artery.canonical.port = 0
                        pekko.coordinated-shutdown { exit-jvm = off, run-by-actor-system-terminate = off }
                        pekko.cluster {
                          seed-nodes = []
                          jmx.enabled = off
                          run-coordinated-shutdown-when-down = off
                          gossip-interval = 50ms
                          leader-actions-interval = 50ms
                          periodic-tasks-initial-delay = 10ms
                          sharding.retry-interval = 100ms
                          singleton.hand-over-retry-interval = 100ms
                        }
                        everswitch.journal.free-bytes-min = 1 MiB
                        everswitch.journal.memtable-bytes = 4 MiB
                        """))
                .withFallback(ConfigFactory.parseMap(
                        Map.of("everswitch.journal.dir", dir.resolve("journal").toString())))
                .withFallback(ConfigFactory.load());
        Clock clock = Clock.systemUTC();
        // A sweeper that fails takes the system with it, and every look is at the journal's limit.
        Sweeper.Settings sweeping =
                new Sweeper.Settings(Duration.ofMillis(100), Duration.ofMillis(100), 1_000, Duration.ofMillis(700));
        ActorSystem<Object> system = ActorSystem.create(
                Behaviors.setup(context -> {
                    context.watch(context.spawn(Sweeper.create(sweeping, clock), "sweeper"));
                    return Behaviors.empty();
                }),
                "everswitch",
                config);
        Cluster cluster = Cluster.get(system);
        cluster.join(cluster.selfAddress());
        presence = new Presence();
        BankAndMerchantEffects effects =
                new BankAndMerchantEffects(id -> requireNonNull(channels.get(id)), AttemptGate.OPEN, shop);
        PaymentSharding.start(system, tools(effects, clock));
        running = new Running(system, new ShardedPayments(system, clock, ASK), new BankAnswersToPayments(system, ASK));
        await("the node is up")
                .atMost(PATIENCE)
                .until(() -> cluster.selfMember().status() == MemberStatus.up());
        PaymentId nobody = PaymentId.create(clock.instant(), 0, 0, ThreadLocalRandom.current());
        // The first question waits for sharding itself to begin; no test's own deadline should.
        await("payments answer")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> within(payments().get(nobody)).payment() == null);
    }

    private EntityTools tools(Effects effects, Clock clock) {
        PaymentPolicy policy = new PaymentPolicy(
                3,
                5,
                90,
                Duration.ofMillis(50),
                Collections.nCopies(20, Duration.ofMillis(200)),
                Duration.ofMillis(300));
        return new EntityTools(
                id -> requireNonNull(channels.get(id)),
                request -> new RouteDecision(
                        routes.getOrDefault(request.merchant(), List.of(ASKED, ASKED_TOO)).stream()
                                .filter(channel -> !request.tried().contains(channel))
                                .findFirst()
                                .orElse(null),
                        List.of(routeReason),
                        grounds),
                policy,
                effects,
                presence,
                new EntitySettings(IDLE, 4, 4),
                clock);
    }

    /** As a process dies: nothing is finished, nobody is told. */
    void die() {
        if (running != null) {
            ActorSystem<?> system = running.system();
            running = null;
            system.terminate();
            within(system.getWhenTerminated());
        }
    }

    void restart() {
        die();
        start("");
    }

    @Override
    public void close() {
        die();
    }

    ActorSystem<?> system() {
        return requireNonNull(running).system();
    }

    Payments payments() {
        return requireNonNull(running).payments();
    }

    BankAnswersToPayments answers() {
        return requireNonNull(running).answers();
    }

    JournalExtension journal() {
        return JournalExtension.get(system());
    }

    Path dir() {
        return dir;
    }

    PaymentReply create(MerchantId merchant, String order) {
        return within(payments().create(merchant, order, id -> order(id, merchant, order)));
    }

    static PaymentCommand.Create order(PaymentId id, MerchantId merchant, String order) {
        return new PaymentCommand.Create(
                id,
                merchant,
                order,
                Money.of(1_000, "CNY"),
                "tea",
                null,
                null,
                Map.of(),
                false,
                "hash of " + order,
                Duration.ofHours(1));
    }

    /** A new payment of this merchant, confirmed; its first attempt is with the bank. */
    PaymentId confirmed(MerchantId merchant, String order) {
        PaymentId id = payment(create(merchant, order)).id();
        PaymentReply reply = within(payments().confirm(id, card("key-1"), null));
        assertNull(reply.refusal());
        calls.await(Call.Kind.SEND, id, 1);
        return id;
    }

    /** A new payment that its bank approved. */
    PaymentId succeeded(MerchantId merchant, String order) {
        PaymentId id = confirmed(merchant, order);
        calls.await(Call.Kind.SEND, id, 1).answer(approved());
        awaitStatus(id, PaymentStatus.SUCCEEDED);
        return id;
    }

    Payment get(PaymentId id) {
        return payment(within(payments().get(id)));
    }

    Payment awaitStatus(PaymentId id, PaymentStatus status) {
        await("status " + status).atMost(PATIENCE).until(() -> get(id).status() == status);
        return get(id);
    }

    /** Everything is told and done: nothing is owed any more. */
    Payment awaitClosed(PaymentId id) {
        await("closed").atMost(PATIENCE).until(() -> get(id).isClosed());
        return get(id);
    }

    static PaymentCommand.Confirm card(String key) {
        return new PaymentCommand.Confirm(new CardMeans(NUMBER, "visa", "4242", 12, 2031), ConfirmSource.CASHIER, key);
    }

    static AttemptAnswer approved() {
        return answer(AttemptAnswer.Kind.APPROVED, "00");
    }

    static AttemptAnswer answer(AttemptAnswer.Kind kind, String rawCode) {
        return new AttemptAnswer(kind, rawCode, "B-1", null, "");
    }

    static Payment payment(PaymentReply reply) {
        return requireNonNull(reply.payment());
    }

    static <T> T within(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException("no answer in time", e);
        }
    }
}
