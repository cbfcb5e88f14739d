package io.everswitch.channel.httpjson;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.contract.ContractSetup;
import io.everswitch.channel.contract.FakeVault;
import io.everswitch.channel.contract.Payments;
import io.everswitch.channel.contract.RecordedAnswers;
import io.everswitch.channel.contract.SettableClock;
import io.everswitch.channel.http.RawHttpServer;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.channel.support.ManagedChannel;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.QueryAnswer;
import io.everswitch.domain.port.Vault;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is peculiar to this family; the rest is in the contract. */
@Timeout(60)
class HttpJsonChannelTest {
    private final SettableClock clock = new SettableClock();
    private final Payments payments = new Payments(clock);
    private final HttpRig rig = new HttpRig(clock, ChannelMetrics.NONE);
    private final AtomicInteger charges = new AtomicInteger();

    @AfterEach
    void end() {
        rig.close();
    }

    private ManagedChannel channel(RawHttpServer server, Vault vault) {
        ContractSetup setup = new ContractSetup(vault, new RecordedAnswers(), clock, 8, false, Duration.ofSeconds(2));
        ManagedChannel channel = rig.factory()
                .create(HttpRig.settings("http://127.0.0.1:" + server.port() + "/contract-1", setup), vault);
        channel.start();
        return channel;
    }

    /** A bank that is healthy and answers charges and queries with these bytes. */
    private RawHttpServer bank(byte[] answer) throws Exception {
        return new RawHttpServer((request, socket) -> {
            boolean health = request.path.endsWith("/health");
            charges.addAndGet(health ? 0 : 1);
            return write(socket, health ? RawHttpServer.answer(200, "{\"status\":\"up\"}") : answer);
        });
    }

    private static boolean write(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return true;
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** The vault is opened after the first look at the clock: here the attempt's time runs out just then. */
    @Test
    void send_timeRunsOutBeforeTheFirstByte_notSentAndTheBankHearsNothing() throws Exception {
        Vault slow = new Vault() {
            @Override
            public Sealed seal(String secret) {
                return payments.vault().seal(secret);
            }

            @Override
            public String open(Sealed sealed) {
                clock.move(Duration.ofSeconds(4));
                return payments.vault().open(sealed);
            }
        };
        try (RawHttpServer server = bank(RawHttpServer.answer(500, ""))) {
            ManagedChannel channel = channel(server, slow);
            AttemptAnswer answer = get(channel.send(payments.card(channel)));
            assertEquals("NOT_SENT send_by", answer.kind() + " " + answer.rawCode());
            // A second exchange over the same client proves that the first would have come by now.
            assertEquals(
                    QueryAnswer.Kind.NO_ANSWER,
                    get(channel.query(payments.query(payments.card(channel)))).kind());
            assertEquals(1, charges.get());
            assertTrue(channel.status().up(), "it is no fault of the bank");
        }
    }

    @Test
    void send_vaultCannotOpen_notSent() throws Exception {
        try (RawHttpServer server = bank(RawHttpServer.answer(500, ""))) {
            ManagedChannel channel = channel(server, new FakeVault());
            AttemptAnswer answer = get(channel.send(payments.card(channel)));
            assertEquals("NOT_SENT not_built", answer.kind() + " " + answer.rawCode());
            assertEquals(0, channel.status().inFlight());
            assertEquals(0, charges.get());
        }
    }

    @Test
    void send_answerTooLarge_unknown() throws Exception {
        try (RawHttpServer server = bank(RawHttpServer.answer(200, "{\"x\":\"" + "y".repeat(70_000) + "\"}"))) {
            ManagedChannel channel = channel(server, payments.vault());
            AttemptAnswer answer = get(channel.send(payments.card(channel)));
            assertEquals("UNKNOWN too_large", answer.kind() + " " + answer.rawCode());
        }
    }

    @Test
    void send_redirect_unknownAndNotFollowed() throws Exception {
        byte[] redirect = "HTTP/1.1 307 X\r\nLocation: /contract-1/charges\r\nContent-Length: 0\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        try (RawHttpServer server = bank(redirect)) {
            ManagedChannel channel = channel(server, payments.vault());
            AttemptAnswer answer = get(channel.send(payments.card(channel)));
            assertEquals("UNKNOWN http_307", answer.kind() + " " + answer.rawCode());
            assertEquals(1, charges.get());
        }
    }

    @Test
    void send_connectionClosedByTheBank_isNeverRepeated() throws Exception {
        try (RawHttpServer server = new RawHttpServer((request, socket) -> {
            charges.addAndGet(request.path.endsWith("/charges") ? 1 : 0);
            return false;
        })) {
            ManagedChannel channel = channel(server, payments.vault());
            AttemptAnswer answer = get(channel.send(payments.card(channel)));
            assertEquals(AttemptAnswer.Kind.UNKNOWN, answer.kind(), answer.toString());
            assertEquals(1, charges.get());
        }
    }

    @Test
    void send_answerThatDrips_unknownWithinTheBound() throws Exception {
        try (RawHttpServer server = new RawHttpServer((request, socket) -> {
            write(socket, "HTTP/1.1 200 X\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (!socket.isClosed()) {
                write(socket, new byte[] {' '});
                TimeUnit.MILLISECONDS.sleep(100);
            }
            return false;
        })) {
            ManagedChannel channel = channel(server, payments.vault());
            AttemptAnswer answer = get(channel.send(payments.card(channel)));
            assertEquals("UNKNOWN timeout", answer.kind() + " " + answer.rawCode());
        }
    }

    @Test
    void query_scriptedBank_tellsWhatTheBooksSay() throws Exception {
        try (ScriptedHttpBank bank = new ScriptedHttpBank(false, callback -> {})) {
            ContractSetup setup =
                    new ContractSetup(payments.vault(), new RecordedAnswers(), clock, 8, false, Duration.ofSeconds(5));
            ManagedChannel channel = rig.factory().create(HttpRig.settings(bank.baseUrl(), setup), payments.vault());
            channel.start();
            AttemptRequest request = payments.card(channel);
            assertEquals(
                    QueryAnswer.Kind.NOT_FOUND,
                    get(channel.query(payments.query(request))).kind());
            assertEquals(AttemptAnswer.Kind.APPROVED, get(channel.send(request)).kind());
            QueryAnswer found = get(channel.query(payments.query(request)));
            assertEquals(QueryAnswer.Kind.APPROVED, found.kind());
            assertEquals(request.amount(), found.amount());
            get(channel.reverse(payments.reversal(request, 0)));
            assertEquals(
                    QueryAnswer.Kind.REVERSED,
                    get(channel.query(payments.query(request))).kind());
            AttemptAnswer twice = get(channel.send(request));
            assertEquals("UNKNOWN 94", twice.kind() + " " + twice.rawCode());
            await().atMost(Duration.ofSeconds(5)).until(() -> channel.status().inFlight() == 0);
            assertEquals(List.of(), bank.badRequests());
        }
    }
}
