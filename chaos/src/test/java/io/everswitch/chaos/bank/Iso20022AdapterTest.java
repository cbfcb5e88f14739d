package io.everswitch.chaos.bank;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.everswitch.channel.http.HttpEngine;
import io.everswitch.channel.http.Signature;
import io.everswitch.channel.httpjson.CallbackReceiver;
import io.everswitch.channel.iso20022.Iso20022Callbacks;
import io.everswitch.channel.iso20022.Iso20022ChannelFactory;
import io.everswitch.channel.iso20022.Iso20022Settings;
import io.everswitch.channel.iso20022.Parties;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.channel.support.ManagedChannel;
import io.everswitch.domain.id.AttemptId;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.id.RefundId;
import io.everswitch.domain.id.WireReference;
import io.everswitch.domain.means.BankAccountMeans;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.BankAnswers;
import io.everswitch.domain.port.ChannelProfile;
import io.everswitch.domain.port.QueryRequest;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.RefundRequest;
import io.everswitch.domain.port.ReversalRequest;
import io.everswitch.domain.port.Vault;
import io.everswitch.domain.port.WireIds;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The adapter against the simulated bank: two sides that were written from the same page, and from nothing else. */
@Timeout(60)
class Iso20022AdapterTest implements BankAnswers {
    private static final Signature SIGNATURE = new Signature(TestBank.SECRET.getBytes(StandardCharsets.UTF_8));
    private static final ChannelId CHANNEL = new ChannelId(TestBank.XML);
    private static final BankAccountMeans ACCOUNT =
            new BankAccountMeans(new BankId("jade"), new Sealed("k", "6228480012345678901"), "8901");

    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    private final HttpEngine engine = new HttpEngine(loops, Clock.systemUTC());
    private final Random random = new Random(20_261_122);
    private final List<String> said = new CopyOnWriteArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private TestBank bank;

    @SuppressWarnings("NullAway.Init")
    private HttpServer callbacks;

    @SuppressWarnings("NullAway.Init")
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        bank = new TestBank(directory);
        CallbackReceiver receiver = new CallbackReceiver(this, ChannelMetrics.NONE, Clock.systemUTC());
        callbacks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        callbacks.createContext("/callbacks/" + TestBank.XML, exchange -> {
            int status = receiver.receive(
                            TestBank.XML,
                            exchange.getRequestHeaders().getFirst("X-Timestamp"),
                            exchange.getRequestHeaders().getFirst("X-Signature"),
                            exchange.getRequestBody().readAllBytes())
                    .toCompletableFuture()
                    .join()
                    .httpStatus();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        callbacks.start();
        ChannelProfile profile = new ChannelProfile(
                CHANNEL,
                new BankId("jade"),
                Duration.ofMillis(700),
                Duration.ofSeconds(3),
                Duration.ofSeconds(6),
                ChannelProfile.Resolution.QUERY,
                List.of(Duration.ofSeconds(1)));
        Iso20022Settings settings = new Iso20022Settings(
                profile,
                new Parties("EVSWCNBJ", "JADECNBJXXX", "Everswitch Demo", "DE89370400440532013000"),
                "http://127.0.0.1:" + bank.simulator.port(TestBank.XML) + "/xml",
                SIGNATURE,
                "http://127.0.0.1:" + callbacks.getAddress().getPort() + "/callbacks/" + TestBank.XML,
                Iso20022Settings.codes(Map.of()),
                2_000,
                16,
                false);
        receiver.register(CHANNEL, SIGNATURE, new Iso20022Callbacks(settings.codes()));
        channel = new Iso20022ChannelFactory(engine, ChannelMetrics.NONE).create(settings, new OpenVault());
        channel.start();
    }

    @AfterEach
    void stop() throws Exception {
        get(channel.close());
        engine.close();
        callbacks.stop(0);
        bank.close();
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

    @Override
    public CompletionStage<Boolean> attemptAnswered(ChannelId from, String reference, AttemptAnswer answer) {
        said.add(reference + " " + answer.kind() + " " + answer.rawCode() + " " + answer.amount());
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletionStage<Boolean> refundAnswered(ChannelId from, String reference, RefundAnswer answer) {
        said.add(reference + " " + answer);
        return CompletableFuture.completedFuture(true);
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private AttemptRequest request(long minor, String currency) {
        Instant now = Instant.now();
        String reference = WireReference.of(new AttemptId(PaymentId.create(now, 7, 0, random), 1))
                .value();
        return new AttemptRequest(
                channel.allocate(reference, now),
                Money.of(minor, currency),
                ACCOUNT,
                null,
                now.plusSeconds(3),
                "two tickets",
                false);
    }

    private String asked(AttemptRequest request) throws Exception {
        var answer = get(channel.query(new QueryRequest(request.ids(), request.amount(), "")));
        return answer.kind() + " " + answer.rawCode();
    }

    private String undone(AttemptRequest request) throws Exception {
        var answer = get(channel.reverse(new ReversalRequest(request.ids(), request.amount(), ACCOUNT, "", 0)));
        return answer.kind() + " " + answer.rawCode();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        1200 | CNY | ACCEPTED ACSP   | APPROVED ACSC 1200 CNY            | APPROVED ACSC           | ACKNOWLEDGED CNCL      | 2
        1200 | JPY | ACCEPTED ACSP   | APPROVED ACSC 1200 JPY            | APPROVED ACSC           | ACKNOWLEDGED CNCL      | 2
        1200 | KWD | ACCEPTED ACSP   | APPROVED ACSC 1200 KWD            | APPROVED ACSC           | ACKNOWLEDGED CNCL      | 2
        1205 | CNY | ACCEPTED ACSP   | DECLINED_RETRIABLE MS03 1205 CNY  | DECLINED_RETRIABLE MS03 | ACKNOWLEDGED not_found | 0
        1251 | CNY | ACCEPTED ACSP   | DECLINED_FINAL AM04 1251 CNY      | DECLINED_FINAL AM04     | ACKNOWLEDGED not_found | 0
        1291 | CNY | ACCEPTED ACSP   | DECLINED_RETRIABLE AB07 1291 CNY  | DECLINED_RETRIABLE AB07 | ACKNOWLEDGED not_found | 0
        1268 | CNY | UNKNOWN timeout |                                   | APPROVED ACSC           | ACKNOWLEDGED CNCL      | 2
        1269 | CNY | UNKNOWN timeout |                                   | NOT_FOUND NOOR          | ACKNOWLEDGED not_found | 0
        1277 | CNY | ACCEPTED ACSP   | APPROVED ACSC 1277 CNY            | APPROVED ACSC           | ACKNOWLEDGED CNCL      | 2
        """)
    void amount_steersTheBank_andTheAdapterHearsIt(
            long minor, String currency, String first, String later, String asked, String undone, int booked)
            throws Exception {
        AttemptRequest request = request(minor, currency);
        AttemptAnswer answer = get(channel.send(request));
        assertEquals(first, answer.kind() + " " + answer.rawCode());
        if (later != null) {
            String expected = request.ids().reference() + " " + later;
            int times = minor == 1277 ? 2 : 1;
            await().atMost(Duration.ofSeconds(10)).until(() -> said.size() >= times);
            assertTrue(said.stream().allMatch(expected::equals), said.toString());
        }
        assertEquals(asked, asked(request));
        assertEquals(undone, undone(request));
        assertEquals(booked, bank.ledger().size());
        assertEquals(booked == 0 ? asked : "REVERSED CANC", asked(request));
    }

    @Test
    void refund_inPartAndTooMuch_booksAndRefusals() throws Exception {
        AttemptRequest request = request(1200, "CNY");
        get(channel.send(request));
        assertEquals("DONE ACSC", refund(request, 1, 700));
        assertEquals("DONE ACSC", refund(request, 1, 700));
        assertEquals("REFUSED AM09", refund(request, 2, 501));
        assertEquals("DONE ACSC", refund(request, 3, 500));
        assertEquals("REFUSED AGNT", undone(request));
        assertEquals(3, bank.ledger().size());
    }

    private String refund(AttemptRequest request, int ordinal, long minor) throws Exception {
        PaymentId payment = WireReference.parse(request.ids().reference()).paymentId();
        WireIds ids = channel.allocate(
                WireReference.of(new RefundId(payment, ordinal)).value(), Instant.now());
        var answer = get(
                channel.refund(new RefundRequest(ids, request.ids(), Money.of(minor, "CNY"), ACCOUNT, "", ordinal)));
        return answer.kind() + " " + answer.rawCode();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        garbage_rate         | UNKNOWN garbage
        reset_mid_frame_rate | UNKNOWN connection_lost
        hang_before_commit_rate | UNKNOWN timeout
        hang_after_commit_rate  | UNKNOWN timeout
        """)
    void misbehaviour_isUnknown_neverAnOutcome(String rate, String expected) throws Exception {
        bank.behave(TestBank.XML, "{\"" + rate + "\":1}");
        AttemptAnswer answer = get(channel.send(request(1200, "CNY")));
        assertEquals(expected, answer.kind() + " " + answer.rawCode());
    }
}
