package io.everswitch.chaos.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.http.HttpEngine;
import io.everswitch.channel.http.Signature;
import io.everswitch.channel.httpjson.HttpJsonChannelFactory;
import io.everswitch.channel.httpjson.HttpJsonSettings;
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
import io.everswitch.domain.port.ChannelProfile;
import io.everswitch.domain.port.Vault;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two banks behind one event loop and one client: one of them never answers. */
@Timeout(60)
final class HangingBankTest {
    private static final int IN_FLIGHT_MAX = 6;
    /** Longer than all that the other bank is asked meanwhile may take. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(4);

    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    private final HttpEngine engine = new HttpEngine(loops, Clock.systemUTC());
    private final Random random = new Random(20_261_123);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private TestBank bank;

    @SuppressWarnings("NullAway.Init")
    private ManagedChannel hanging;

    @SuppressWarnings("NullAway.Init")
    private ManagedChannel sound;

    @BeforeEach
    void start() throws IOException {
        bank = new TestBank(directory);
        hanging = channel(TestBank.WEB, IN_FLIGHT_MAX);
        sound = channel("web-2", IN_FLIGHT_MAX);
    }

    private ManagedChannel channel(String id, int inFlightMax) {
        ChannelProfile profile = new ChannelProfile(
                new ChannelId(id),
                new BankId("jade"),
                ANSWER_WITHIN,
                Duration.ofSeconds(5),
                Duration.ofSeconds(6),
                ChannelProfile.Resolution.QUERY,
                List.of(Duration.ofSeconds(1)));
        HttpJsonSettings settings = new HttpJsonSettings(
                profile,
                "http://127.0.0.1:" + bank.simulator.port(id) + "/" + id,
                new Signature(TestBank.SECRET.getBytes(StandardCharsets.UTF_8)),
                // Nobody listens: what the bank says later is of no interest here.
                "http://127.0.0.1:1/callbacks/" + id,
                CodeMap.iso8583(),
                2_000,
                inFlightMax,
                false);
        ManagedChannel made = new HttpJsonChannelFactory(engine, ChannelMetrics.NONE).create(settings, new OpenVault());
        made.start();
        return made;
    }

    @AfterEach
    void stop() throws Exception {
        get(hanging.close());
        get(sound.close());
        engine.close();
        bank.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
    }

    @Test
    void send_bankHangs_costsItsOwnInFlightLimitAndNothingElse() throws Exception {
        assertTrue(isAnswered(get(sound.send(request(sound)))), "a connection is made");
        bank.behave(TestBank.WEB, "{\"hang_before_commit_rate\":1}");
        List<CompletionStage<AttemptAnswer>> waiting = new ArrayList<>();
        for (int i = 0; i < IN_FLIGHT_MAX; i++) {
            waiting.add(hanging.send(request(hanging)));
        }
        long begun = System.nanoTime();
        int asked = 0;
        long longest = 0;
        while (asked < 150 && System.nanoTime() - begun < ANSWER_WITHIN.toNanos() / 2) {
            // More for the one that hangs is refused at once, and never waits in a queue of ours.
            AttemptAnswer refused = get(hanging.send(request(hanging)));
            assertEquals("NOT_SENT bulkhead_full", refused.kind() + " " + refused.rawCode());
            assertEquals(IN_FLIGHT_MAX, hanging.status().inFlight());
            long at = System.nanoTime();
            assertTrue(isAnswered(get(sound.send(request(sound)))));
            longest = Math.max(longest, System.nanoTime() - at);
            asked++;
        }
        assertTrue(asked >= 20, "asked " + asked);
        assertTrue(longest < ANSWER_WITHIN.toNanos() / 4, "longest answer ms " + longest / 1_000_000);
        assertEquals(0, sound.status().inFlight());
        assertTrue(sound.status().up());
        assertFalse(hanging.status().up());
        for (CompletionStage<AttemptAnswer> one : waiting) {
            assertFalse(one.toCompletableFuture().isDone(), "it hung all the while");
        }
        for (CompletionStage<AttemptAnswer> one : waiting) {
            AttemptAnswer answer = get(one);
            assertEquals("UNKNOWN timeout", answer.kind() + " " + answer.rawCode());
        }
        assertEquals(0, hanging.status().inFlight());
    }

    private static boolean isAnswered(AttemptAnswer answer) {
        return answer.kind() == AttemptAnswer.Kind.APPROVED || answer.kind() == AttemptAnswer.Kind.ACCEPTED;
    }

    private AttemptRequest request(ManagedChannel channel) {
        Instant now = Instant.now();
        String reference = WireReference.of(new AttemptId(PaymentId.create(now, 7, 0, random), 1))
                .value();
        return new AttemptRequest(
                channel.allocate(reference, now),
                Money.of(1_200, "CNY"),
                new BankAccountMeans(new BankId("jade"), new Sealed("k", "6228480012345678901"), "8901"),
                null,
                now.plusSeconds(5),
                "two tickets",
                false);
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
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
