package io.everswitch.chaos.bank;

import static org.awaitility.Awaitility.await;

import io.everswitch.channel.iso8583.Iso8583ChannelFactory;
import io.everswitch.channel.iso8583.Iso8583Settings;
import io.everswitch.channel.iso8583.Iso8583Settings.Form;
import io.everswitch.channel.iso8583.Iso8583Settings.Framing;
import io.everswitch.channel.iso8583.IsoOptions;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.channel.support.CodeMap;
import io.everswitch.channel.support.ManagedChannel;
import io.everswitch.domain.id.AttemptId;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.id.WireReference;
import io.everswitch.domain.means.BankAccountMeans;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.BankAnswers;
import io.everswitch.domain.port.ChannelProfile;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.ReversalRequest;
import io.everswitch.domain.port.Vault;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The ISO 8583 adapter against simulated banks, written from one page. */
final class IsoRig implements BankAnswers, ChannelMetrics, AutoCloseable {
    private static final BankAccountMeans ACCOUNT =
            new BankAccountMeans(new BankId("jade"), new Sealed("k", "6228480012345678901"), "8901");

    private final NioEventLoopGroup loops = new NioEventLoopGroup(2);
    private final Iso8583ChannelFactory factory = new Iso8583ChannelFactory(this, () -> 0.5);
    private final Random random = new Random(20_261_123);
    private final BankSimulator simulator;
    final ManagedChannel channel;
    final Queue<String> late = new ConcurrentLinkedQueue<>();
    final Queue<String> protocolErrors = new ConcurrentLinkedQueue<>();
    final Queue<String> disconnects = new ConcurrentLinkedQueue<>();
    final AtomicInteger connects = new AtomicInteger();

    /** @param simulator ended by {@link #close} */
    IsoRig(BankSimulator simulator, String bank, IsoWire wire, IsoOptions options, int connections) {
        this.simulator = simulator;
        ChannelProfile profile = new ChannelProfile(
                new ChannelId("iso"),
                new BankId("jade"),
                Duration.ofMillis(1_500),
                Duration.ofSeconds(3),
                Duration.ofSeconds(6),
                ChannelProfile.Resolution.REVERSE,
                List.of(Duration.ofSeconds(1)));
        Iso8583Settings.Link link = new Iso8583Settings.Link(
                "127.0.0.1",
                simulator.port(bank),
                Framing.valueOf(wire.framing().name()),
                Form.valueOf(wire.form().name()),
                3,
                4,
                connections);
        channel = factory.create(
                new Iso8583Settings(
                        profile,
                        link,
                        new Iso8583Settings.Identity("TERM0001", "MERCHANT0000001", "12345", "5999"),
                        new Iso8583Settings.Timing(1_000, 30_000, 20, 100),
                        256,
                        CodeMap.iso8583(),
                        false,
                        options),
                new OpenVault(),
                this,
                loops,
                Clock.systemUTC());
        channel.start();
    }

    static BankSimulator simulator(Path directory, SimulatedChannel... banks) throws IOException {
        return simulator(directory, Latency.NONE, banks);
    }

    static BankSimulator simulator(Path directory, Latency latency, SimulatedChannel... banks) throws IOException {
        BankSettings settings = BankSettings.of(directory.resolve("books.jsonl"))
                .withAnyPorts()
                .withControlPort(0)
                .withLatency(latency);
        return BankSimulator.start(settings, List.of(banks));
    }

    static SimulatedChannel bank(String id, IsoWire wire) {
        return new SimulatedChannel(id, "127.0.0.1", 0, wire, null);
    }

    IsoRig up() {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> channel.status().up());
        return this;
    }

    synchronized AttemptRequest request(long minor) {
        Instant now = Instant.now();
        String reference = WireReference.of(new AttemptId(PaymentId.create(now, 7, 0, random), 1))
                .value();
        return new AttemptRequest(
                channel.allocate(reference, now),
                Money.of(minor, "CNY"),
                ACCOUNT,
                null,
                now.plusSeconds(3),
                "two tickets",
                false);
    }

    String send(AttemptRequest request) throws Exception {
        return word(get(channel.send(request)));
    }

    static String word(AttemptAnswer answer) {
        return answer.kind() + " " + answer.rawCode();
    }

    String reverse(AttemptRequest request, int tries) throws Exception {
        var answer = get(channel.reverse(new ReversalRequest(request.ids(), request.amount(), ACCOUNT, "", tries)));
        return answer.kind() + " " + answer.rawCode();
    }

    long counted(String bank, Counter counter) {
        ChannelDesk desk = simulator.desks().get(bank);
        if (desk == null) {
            throw new IllegalArgumentException("no such bank");
        }
        return desk.counted(counter);
    }

    static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<Boolean> attemptAnswered(ChannelId from, String reference, AttemptAnswer answer) {
        late.add(reference + " " + word(answer));
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletionStage<Boolean> refundAnswered(ChannelId from, String reference, RefundAnswer answer) {
        late.add(reference + " " + answer);
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public void protocolError(ChannelId from, String what) {
        protocolErrors.add(what);
    }

    @Override
    public void connected(ChannelId from) {
        connects.incrementAndGet();
    }

    @Override
    public void disconnected(ChannelId from, String reason) {
        disconnects.add(reason);
    }

    @Override
    public void close() throws IOException {
        channel.close().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
        factory.close();
        simulator.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
    }

    private static final class OpenVault implements Vault {
        @Override
        public Sealed seal(String secret) {
            return new Sealed("k", secret);
        }

        @Override
        public String open(Sealed sealed) {
            return sealed.box();
        }
    }
}
