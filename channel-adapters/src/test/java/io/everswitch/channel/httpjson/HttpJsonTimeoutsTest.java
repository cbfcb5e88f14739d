package io.everswitch.channel.httpjson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.contract.ContractSetup;
import io.everswitch.channel.contract.Payments;
import io.everswitch.channel.contract.RecordedAnswers;
import io.everswitch.channel.contract.SettableClock;
import io.everswitch.channel.http.DeafServer;
import io.everswitch.channel.http.RawHttpServer;
import io.everswitch.channel.support.ChannelBounds;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.channel.support.ManagedChannel;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.ChannelProfile;
import io.everswitch.domain.port.QueryAnswer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time-outs that change while the channel runs: what is true of all families over HTTP. */
@Timeout(60)
class HttpJsonTimeoutsTest {
    private final SettableClock clock = new SettableClock();
    private final Payments payments = new Payments(clock);
    private final HttpRig rig = new HttpRig(clock, ChannelMetrics.NONE);

    @AfterEach
    void end() {
        rig.close();
    }

    /** Made with a connect time-out of 5 s. */
    private ManagedChannel channel(int port, Duration responseTimeout) {
        ContractSetup setup =
                new ContractSetup(payments.vault(), new RecordedAnswers(), clock, 8, false, responseTimeout);
        ManagedChannel channel = rig.factory()
                .create(HttpRig.settings("http://127.0.0.1:" + port + "/contract-1", setup), payments.vault());
        channel.start();
        return channel;
    }

    private static void become(ManagedChannel channel, Duration responseTimeout, int connectMs) {
        ChannelProfile now = channel.profile();
        channel.become(
                new ChannelProfile(
                        now.id(),
                        now.bank(),
                        responseTimeout,
                        now.sendWindow(),
                        now.callbackTimeout(),
                        now.resolution(),
                        now.queryLadder()),
                new ChannelBounds(connectMs, 8),
                Map.of());
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static long msSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    /** When the next question is asked was decided by the shorter time, so no answer to this one may come later than that. */
    @Test
    void become_longerTimeout_questionsEndAsTheyDidForAWhile() throws Exception {
        try (RawHttpServer server = new RawHttpServer((request, socket) -> {
            if (request.path.endsWith("/health")) {
                socket.getOutputStream().write(RawHttpServer.answer(200, "{\"status\":\"up\"}"));
            }
            return true;
        })) {
            ManagedChannel channel = channel(server.port(), Duration.ofMillis(300));
            become(channel, Duration.ofSeconds(8), 1_000);
            long begun = System.nanoTime();
            assertEquals(QueryAnswer.noAnswer("timeout"), get(channel.query(payments.query(payments.card(channel)))));
            assertTrue(msSince(begun) < 4_000, "took " + msSince(begun) + " ms");
            get(channel.reverse(payments.reversal(payments.card(channel), 0)));
            assertTrue(msSince(begun) < 7_000, "took " + msSince(begun) + " ms");
        }
    }

    @Test
    void become_shorterConnectTimeout_isSurelyNotSentSooner() throws Exception {
        try (DeafServer server = new DeafServer()) {
            ManagedChannel channel = channel(server.port(), Duration.ofSeconds(2));
            become(channel, Duration.ofSeconds(2), 200);
            long begun = System.nanoTime();
            AttemptAnswer answer = get(channel.send(payments.card(channel)));
            assertEquals("NOT_SENT connect_timeout", answer.kind() + " " + answer.rawCode());
            assertTrue(msSince(begun) < 2_500, "took " + msSince(begun) + " ms");
        }
    }
}
