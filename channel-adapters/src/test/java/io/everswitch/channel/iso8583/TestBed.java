package io.everswitch.channel.iso8583;

import io.everswitch.channel.iso8583.Iso8583Settings.Form;
import io.everswitch.channel.iso8583.Iso8583Settings.Framing;
import io.everswitch.channel.iso8583.Iso8583Settings.Identity;
import io.everswitch.channel.iso8583.Iso8583Settings.Link;
import io.everswitch.channel.iso8583.Iso8583Settings.Timing;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.channel.support.CodeMap;
import io.everswitch.channel.support.ManagedChannel;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.BankAccountMeans;
import io.everswitch.domain.means.CardMeans;
import io.everswitch.domain.means.Means;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.BankAnswers;
import io.everswitch.domain.port.ChannelProfile;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.Vault;
import io.everswitch.domain.port.WireIds;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** One channel, its bank, and what they said to the rest of the switch. */
final class TestBed implements AutoCloseable {
    static final String PAN = "4111111111111111";
    static final String CVC = "737";
    static final String ACCOUNT = "6222020200112233445";
    static final ChannelId CHANNEL = new ChannelId("iso-test");
    static final Identity IDENTITY = new Identity("TERM0001", "MERCHANT0000001", "12345", "5999");

    /** Seals by a prefix: good enough to see who opens what. */
    static final Vault VAULT = new Vault() {
        @Override
        public Sealed seal(String secret) {
            return new Sealed("k1", new StringBuilder(secret).reverse().toString());
        }

        @Override
        public String open(Sealed sealed) {
            return new StringBuilder(sealed.box()).reverse().toString();
        }
    };

    /** Counts what it hears. */
    static final class Counting implements ChannelMetrics {
        final AtomicInteger unmatched = new AtomicInteger();
        final AtomicInteger late = new AtomicInteger();
        final AtomicInteger protocolErrors = new AtomicInteger();
        final AtomicInteger connected = new AtomicInteger();
        final Queue<String> unmapped = new ConcurrentLinkedQueue<>();
        final Queue<String> disconnected = new ConcurrentLinkedQueue<>();
        final Queue<String> attempts = new ConcurrentLinkedQueue<>();

        @Override
        public void attemptAnswered(ChannelId channel, AttemptAnswer.Kind kind, String rawCode, long latencyNanos) {
            attempts.add(kind + " " + rawCode);
        }

        @Override
        public void unmatchedAnswer(ChannelId channel) {
            unmatched.incrementAndGet();
        }

        @Override
        public void lateAnswer(ChannelId channel) {
            late.incrementAndGet();
        }

        @Override
        public void protocolError(ChannelId channel, String what) {
            protocolErrors.incrementAndGet();
        }

        @Override
        public void connected(ChannelId channel) {
            connected.incrementAndGet();
        }

        @Override
        public void unmappedCode(ChannelId channel, String rawCode) {
            unmapped.add(rawCode);
        }

        @Override
        public void disconnected(ChannelId channel, String reason) {
            disconnected.add(reason);
        }
    }

    /** What was handed over late: reference and answer. */
    static final class Recorded implements BankAnswers {
        final Queue<String> attempts = new ConcurrentLinkedQueue<>();
        final Queue<String> refunds = new ConcurrentLinkedQueue<>();

        @Override
        public CompletionStage<Boolean> attemptAnswered(ChannelId channel, String reference, AttemptAnswer answer) {
            attempts.add(reference + " " + answer.kind() + " " + answer.rawCode());
            return CompletableFuture.completedStage(true);
        }

        @Override
        public CompletionStage<Boolean> refundAnswered(ChannelId channel, String reference, RefundAnswer answer) {
            refunds.add(reference + " " + answer.kind() + " " + answer.rawCode());
            return CompletableFuture.completedStage(true);
        }
    }

    final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    final Counting metrics = new Counting();
    final Recorded answers = new Recorded();
    final Iso8583ChannelFactory factory = new Iso8583ChannelFactory(metrics, () -> 0.5);
    final FakeBank bank;
    final ManagedChannel channel;
    private final AtomicInteger references = new AtomicInteger();

    TestBed(FakeBank bank, Iso8583Settings settings) {
        this.bank = bank;
        this.channel = factory.create(settings, VAULT, answers, loops, Clock.systemUTC());
        channel.start();
    }

    static Iso8583Settings settings(int port, Framing framing, Form form) {
        return settings(port, framing, form, 400, new Timing(1_000, 60_000, 20, 200), 64);
    }

    static Iso8583Settings settings(
            int port, Framing framing, Form form, int responseTimeoutMs, Timing timing, int inFlightMax) {
        ChannelProfile profile = new ChannelProfile(
                CHANNEL,
                new BankId("bank-1"),
                Duration.ofMillis(responseTimeoutMs),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                ChannelProfile.Resolution.REVERSE,
                List.of(Duration.ofSeconds(2)));
        Link link = new Link("127.0.0.1", port, framing, form, FakeBank.OUR_ADDRESS, FakeBank.SWITCH_ADDRESS, 1);
        return new Iso8583Settings(
                profile, link, IDENTITY, timing, inFlightMax, CodeMap.iso8583().with(Map.of()), true);
    }

    TestBed up() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> channel.status().up());
        return this;
    }

    static Means card() {
        return new CardMeans(VAULT.seal(PAN), "visa", "1111", 12, 2028);
    }

    static Means account() {
        return new BankAccountMeans(new BankId("bank-1"), VAULT.seal(ACCOUNT), "3445");
    }

    WireIds ids() {
        return channel.allocate(String.format("A%028d", references.incrementAndGet()), Instant.now());
    }

    AttemptRequest attempt(long minor) {
        return attempt(ids(), minor, Instant.now().plusSeconds(5));
    }

    static AttemptRequest attempt(WireIds ids, long minor, Instant sendBy) {
        return new AttemptRequest(ids, Money.of(minor, "CNY"), card(), VAULT.seal(CVC), sendBy, "two cups", false);
    }

    AttemptAnswer send(long minor) throws Exception {
        return get(channel.send(attempt(minor)));
    }

    static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        channel.close().toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
        factory.close();
        bank.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        if (!bank.failures.isEmpty()) {
            throw new AssertionError("the bank could not read us", bank.failures.get(0));
        }
    }
}
