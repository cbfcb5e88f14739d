package io.everswitch.channel.iso8583;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.http.DeafServer;
import io.everswitch.channel.iso8583.Iso8583Settings.Form;
import io.everswitch.channel.iso8583.Iso8583Settings.Framing;
import io.everswitch.channel.iso8583.Iso8583Settings.Timing;
import io.everswitch.channel.support.ChannelBounds;
import io.everswitch.channel.support.ManagedChannel;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.ChannelProfile;
import io.everswitch.domain.port.ReversalAnswer;
import io.everswitch.domain.port.ReversalRequest;
import io.netty.channel.nio.NioEventLoopGroup;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time-outs that change while the channel runs. */
@Timeout(60)
class IsoTimeoutsTest {
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

    private static long msSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    /** When the next reversal goes was decided by the shorter time, so no answer to this one may count later than that. */
    @Test
    void become_longerTimeout_reversalsEndAsTheyDidForAWhile() throws Exception {
        FakeBank bank = new FakeBank(Framing.ASCII4, Form.ASCII);
        bank.script = (session, message) -> {};
        try (TestBed bed = new TestBed(bank, TestBed.settings(bank.port(), Framing.ASCII4, Form.ASCII)).up()) {
            become(bed.channel, Duration.ofSeconds(4), 1_000);
            long begun = System.nanoTime();
            assertEquals(
                    ReversalAnswer.Kind.NO_ANSWER,
                    TestBed.get(bed.channel.reverse(
                                    new ReversalRequest(bed.ids(), Money.of(1000, "CNY"), TestBed.card(), "", 0)))
                            .kind());
            assertTrue(msSince(begun) < 3_000, "took " + msSince(begun) + " ms");
        }
    }

    /** What began with the longer time may still be answered: closing waits for it. */
    @Test
    void close_afterAShorterTimeout_waitsForWhatBeganWithTheLonger() throws Exception {
        FakeBank bank = new FakeBank(Framing.ASCII4, Form.ASCII);
        bank.script = (session, message) -> {};
        Timing timing = new Timing(1_000, 60_000, 20, 200);
        try (TestBed bed =
                new TestBed(bank, TestBed.settings(bank.port(), Framing.ASCII4, Form.ASCII, 20_000, timing, 8)).up()) {
            CompletionStage<AttemptAnswer> begun = bed.channel.send(bed.attempt(1000));
            BankMessage message = bank.next();
            become(bed.channel, Duration.ofMillis(100), 1_000);
            CompletionStage<Void> closing = bed.channel.close();
            long since = System.nanoTime();
            await().pollInterval(Duration.ofMillis(5)).until(() -> msSince(since) > 400);
            bank.session().send(FakeBank.approve(message));
            assertEquals(AttemptAnswer.Kind.APPROVED, TestBed.get(begun).kind());
            TestBed.get(closing);
        }
    }

    @Test
    void become_shorterConnectTimeout_holdsForTheNextConnection() throws Exception {
        NioEventLoopGroup loops = new NioEventLoopGroup(1);
        TestBed.Counting metrics = new TestBed.Counting();
        try (DeafServer server = new DeafServer();
                Iso8583ChannelFactory factory = new Iso8583ChannelFactory(metrics, () -> 0.5)) {
            ManagedChannel channel = factory.create(
                    TestBed.settings(
                            server.port(), Framing.ASCII4, Form.ASCII, 400, new Timing(30_000, 60_000, 20, 200), 8),
                    TestBed.VAULT,
                    new TestBed.Recorded(),
                    loops,
                    Clock.systemUTC());
            become(channel, Duration.ofMillis(400), 100);
            channel.start();
            await().atMost(Duration.ofSeconds(10)).until(() -> metrics.disconnected.contains("connect_failed"));
            TestBed.get(channel.close());
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        }
    }
}
