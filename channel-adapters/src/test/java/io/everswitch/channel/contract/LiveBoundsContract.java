package io.everswitch.channel.contract;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.contract.ScriptedBank.Script;
import io.everswitch.channel.support.ChannelBounds;
import io.everswitch.channel.support.ManagedChannel;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.ChannelProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The part of the contract that is about time-outs and limits that change while the channel runs. */
abstract class LiveBoundsContract {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(3);
    private static final int CONNECT_MS = 1_000;

    abstract ScriptedBank bank();

    /** A channel that is up. */
    abstract ManagedChannel up(int inFlightMax, Duration responseTimeout) throws Exception;

    abstract AttemptRequest payment(ManagedChannel channel);

    private static void become(ManagedChannel channel, Duration responseTimeout, int inFlightMax) {
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
                new ChannelBounds(CONNECT_MS, inFlightMax),
                Map.of());
        assertEquals(responseTimeout, channel.profile().responseTimeout());
    }

    private static String get(CompletionStage<AttemptAnswer> stage) throws Exception {
        AttemptAnswer answer = stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
        return answer.kind() + " " + answer.rawCode();
    }

    private List<CompletionStage<AttemptAnswer>> unanswered(ManagedChannel channel, int count) {
        List<CompletionStage<AttemptAnswer>> stages = new ArrayList<>();
        int before = bank().chargeRequests();
        for (int i = 0; i < count; i++) {
            stages.add(channel.send(payment(channel)));
        }
        await().atMost(Duration.ofSeconds(15)).until(() -> bank().chargeRequests() == before + count);
        return stages;
    }

    @Test
    final void become_shorterTimeout_holdsForTheNextAndNotForWhatIsUnderWay() throws Exception {
        ManagedChannel channel = up(64, LONG);
        bank().charges(Script.SILENT);
        long begun = System.nanoTime();
        CompletionStage<AttemptAnswer> before = unanswered(channel, 1).get(0);
        become(channel, SHORT, 64);
        assertEquals("UNKNOWN timeout", get(channel.send(payment(channel))));
        assertFalse(before.toCompletableFuture().isDone(), "it ends as it began");
        assertEquals("UNKNOWN timeout", get(before));
        long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        assertTrue(tookMs >= LONG.toMillis() - 50, "took " + tookMs + " ms");
    }

    @Test
    final void become_longerTimeout_holdsForTheNext() throws Exception {
        ManagedChannel channel = up(64, SHORT);
        become(channel, LONG, 64);
        bank().charges(Script.SILENT);
        long begun = System.nanoTime();
        assertEquals("UNKNOWN timeout", get(channel.send(payment(channel))));
        long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        assertTrue(tookMs >= LONG.toMillis() - 50, "took " + tookMs + " ms");
    }

    @Test
    final void become_lowerLimit_whatRunsGoesOnAndNothingBeginsUntilItIsBelow() throws Exception {
        ManagedChannel channel = up(4, LONG);
        bank().charges(Script.SILENT);
        List<CompletionStage<AttemptAnswer>> running = unanswered(channel, 3);
        become(channel, SHORT, 2);
        assertEquals("NOT_SENT bulkhead_full", get(channel.send(payment(channel))));
        assertFalse(channel.status().up());
        assertEquals(3, channel.status().inFlight());
        for (CompletionStage<AttemptAnswer> one : running) {
            assertEquals("UNKNOWN timeout", get(one));
        }
        assertEquals(0, channel.status().inFlight());
        become(channel, LONG, 2);
        List<CompletionStage<AttemptAnswer>> two = unanswered(channel, 2);
        assertEquals("NOT_SENT bulkhead_full", get(channel.send(payment(channel))));
        become(channel, LONG, 3);
        two.addAll(unanswered(channel, 1));
        for (CompletionStage<AttemptAnswer> one : two) {
            assertEquals("UNKNOWN timeout", get(one));
        }
    }
}
