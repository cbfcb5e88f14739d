package io.everswitch.chaos.bank;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.everswitch.channel.AdapterSettings;
import io.everswitch.channel.ChannelAdapters;
import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.domain.id.AttemptId;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.id.RefundId;
import io.everswitch.domain.id.WireReference;
import io.everswitch.domain.means.BankAccountMeans;
import io.everswitch.domain.means.CardMeans;
import io.everswitch.domain.means.Means;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.BankAnswers;
import io.everswitch.domain.port.ChannelPort;
import io.everswitch.domain.port.QueryRequest;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.RefundRequest;
import io.everswitch.domain.port.ReversalRequest;
import io.everswitch.domain.port.Vault;
import io.everswitch.domain.port.WireIds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

/**
 * The adapter, made by the catalog, against the simulated bank: two sides that were written from the same page, and from
 * nothing else. Both methods of signing.
 */
@Timeout(60)
class FormAdapterTest implements BankAnswers {
    private static final BankAccountMeans ACCOUNT =
            new BankAccountMeans(new BankId("jade"), new Sealed("k", "6228480012345678901"), "8901");
    private static final CardMeans CARD =
            new CardMeans(new Sealed("k", "6200000012345678"), "unionpay", "5678", 12, 2031);

    private final Random random = new Random(20_261_123);
    private final List<String> said = new CopyOnWriteArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private TestBank bank;

    @SuppressWarnings("NullAway.Init")
    private HttpServer callbacks;

    @SuppressWarnings("NullAway.Init")
    private ChannelAdapters adapters;

    @BeforeEach
    void start() throws Exception {
        bank = new TestBank(directory);
        callbacks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        adapters = ChannelAdapters.open(
                ChannelCatalog.parse(catalog(), "test"),
                new OpenVault(),
                this,
                AdapterSettings.of("http://127.0.0.1:" + callbacks.getAddress().getPort()),
                Clock.systemUTC());
        callbacks.createContext("/callbacks/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            int status = adapters.callbackReceiver()
                    .receive(
                            path.substring(path.lastIndexOf('/') + 1),
                            "",
                            "",
                            exchange.getRequestBody().readAllBytes())
                    .toCompletableFuture()
                    .join()
                    .httpStatus();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        callbacks.start();
        adapters.start();
    }

    private String catalog() throws IOException {
        return """
                version: 1
                profiles:
                  all: { bank: jade, protocol: form_post, real_bank: false, methods: [card, bank_account], currencies: [CNY], response_timeout_ms: 700 }
                banks:
                  - { id: jade, en: "Jade", zh: "翠" }
                channels:
                  - { id: form-rsa, profile: all, http: { base_url: "http://127.0.0.1:%d/{id}" }, form: %s }
                  - { id: form-sm2, profile: all, http: { base_url: "http://127.0.0.1:%d/{id}" }, form: %s }
                """.formatted(
                        bank.simulator.port(TestBank.FORM_RSA),
                        DemoForms.yaml(TestBank.FORM_RSA),
                        bank.simulator.port(TestBank.FORM_SM2),
                        DemoForms.yaml(TestBank.FORM_SM2));
    }

    @AfterEach
    void stop() throws Exception {
        adapters.close();
        callbacks.stop(0);
        bank.close();
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

    private ChannelPort channel(String sign) {
        return adapters.get(new ChannelId("form-" + sign));
    }

    private AttemptRequest request(ChannelPort channel, Means means, long minor, String currency) {
        Instant now = Instant.now();
        String reference = WireReference.of(new AttemptId(PaymentId.create(now, 7, 0, random), 1))
                .value();
        return new AttemptRequest(
                channel.allocate(reference, now),
                Money.of(minor, currency),
                means,
                means == CARD ? new Sealed("k", "123") : null,
                now.plusSeconds(3),
                "two tickets & more",
                false);
    }

    private static String asked(ChannelPort channel, AttemptRequest request) throws Exception {
        var answer = get(channel.query(new QueryRequest(request.ids(), request.amount(), "")));
        return answer.kind() + " " + answer.rawCode();
    }

    private static String undone(ChannelPort channel, AttemptRequest request) throws Exception {
        var answer = get(channel.reverse(new ReversalRequest(request.ids(), request.amount(), request.means(), "", 0)));
        return answer.kind() + " " + answer.rawCode();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        rsa | 1200 | CNY | ACCEPTED accepted | APPROVED 00 1200 CNY            | APPROVED 00           | ACKNOWLEDGED 00 | 2
        sm2 | 1200 | CNY | ACCEPTED accepted | APPROVED 00 1200 CNY            | APPROVED 00           | ACKNOWLEDGED 00 | 2
        rsa | 1200 | JPY | ACCEPTED accepted | APPROVED 00 1200 JPY            | APPROVED 00           | ACKNOWLEDGED 00 | 2
        sm2 | 1200 | KWD | ACCEPTED accepted | APPROVED 00 1200 KWD            | APPROVED 00           | ACKNOWLEDGED 00 | 2
        rsa | 1205 | CNY | ACCEPTED accepted | DECLINED_RETRIABLE 30 1205 CNY  | DECLINED_RETRIABLE 30 | ACKNOWLEDGED 34 | 0
        sm2 | 1251 | CNY | ACCEPTED accepted | DECLINED_FINAL 64 1251 CNY      | DECLINED_FINAL 64     | ACKNOWLEDGED 34 | 0
        rsa | 1291 | CNY | ACCEPTED accepted | DECLINED_RETRIABLE 02 1291 CNY  | DECLINED_RETRIABLE 02 | ACKNOWLEDGED 34 | 0
        rsa | 1268 | CNY | UNKNOWN timeout   |                                 | APPROVED 00           | ACKNOWLEDGED 00 | 2
        sm2 | 1269 | CNY | UNKNOWN timeout   |                                 | NOT_FOUND 34          | ACKNOWLEDGED 34 | 0
        sm2 | 1277 | CNY | ACCEPTED accepted | APPROVED 00 1277 CNY            | APPROVED 00           | ACKNOWLEDGED 00 | 2
        """)
    void amount_steersTheBank_andTheAdapterHearsIt(
            String sign,
            long minor,
            String currency,
            String first,
            String later,
            String asked,
            String undone,
            int booked)
            throws Exception {
        ChannelPort channel = channel(sign);
        AttemptRequest request = request(channel, minor % 2 == 0 ? CARD : ACCOUNT, minor, currency);
        AttemptAnswer answer = get(channel.send(request));
        assertEquals(first, answer.kind() + " " + answer.rawCode());
        if (later != null) {
            String expected = request.ids().reference() + " " + later;
            int times = minor == 1277 ? 2 : 1;
            await().atMost(Duration.ofSeconds(10)).until(() -> said.size() >= times);
            assertTrue(said.stream().allMatch(expected::equals), said.toString());
        }
        assertEquals(asked, asked(channel, request));
        assertEquals(undone, undone(channel, request));
        assertEquals(booked, bank.ledger().size());
        assertEquals(booked == 0 ? asked : "REVERSED 00", asked(channel, request));
    }

    @Test
    void refund_inPartAndTooMuch_booksAndRefusals() throws Exception {
        ChannelPort channel = channel("sm2");
        AttemptRequest request = request(channel, CARD, 1200, "CNY");
        get(channel.send(request));
        assertEquals("DONE 00", refund(channel, request, 1, 700));
        assertEquals("DONE 00", refund(channel, request, 1, 700));
        assertEquals("REFUSED 36", refund(channel, request, 2, 501));
        assertEquals("DONE 00", refund(channel, request, 3, 500));
        assertEquals("REFUSED 35", undone(channel, request));
        assertEquals(3, bank.ledger().size());
    }

    private static String refund(ChannelPort channel, AttemptRequest request, int ordinal, long minor)
            throws Exception {
        PaymentId payment = WireReference.parse(request.ids().reference()).paymentId();
        WireIds ids = channel.allocate(
                WireReference.of(new RefundId(payment, ordinal)).value(), Instant.now());
        var answer = get(channel.refund(
                new RefundRequest(ids, request.ids(), Money.of(minor, "CNY"), request.means(), "", ordinal)));
        return answer.kind() + " " + answer.rawCode();
    }

    @Test
    void sentTwice_neverChargesTwice() throws Exception {
        ChannelPort channel = channel("rsa");
        AttemptRequest request = request(channel, ACCOUNT, 1200, "CNY");
        get(channel.send(request));
        AttemptAnswer again = get(channel.send(request));
        assertEquals("UNKNOWN 12", again.kind() + " " + again.rawCode());
        assertEquals(1, bank.ledger().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        garbage_rate            | UNKNOWN garbage
        reset_mid_frame_rate    | UNKNOWN connection_lost
        hang_before_commit_rate | UNKNOWN timeout
        hang_after_commit_rate  | UNKNOWN timeout
        """)
    void misbehaviour_isUnknown_neverAnOutcome(String rate, String expected) throws Exception {
        bank.behave(TestBank.FORM_SM2, "{\"" + rate + "\":1}");
        ChannelPort channel = channel("sm2");
        AttemptAnswer answer = get(channel.send(request(channel, CARD, 1200, "CNY")));
        assertEquals(expected, answer.kind() + " " + answer.rawCode());
    }
}
