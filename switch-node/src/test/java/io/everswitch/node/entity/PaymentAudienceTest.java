package io.everswitch.node.entity;

import static io.everswitch.node.entity.SwitchUnderTest.PATIENCE;
import static io.everswitch.node.entity.SwitchUnderTest.answer;
import static io.everswitch.node.entity.SwitchUnderTest.approved;
import static io.everswitch.node.entity.SwitchUnderTest.payment;
import static io.everswitch.node.entity.SwitchUnderTest.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentCommand;
import io.everswitch.domain.payment.PaymentStatus;
import io.everswitch.domain.payment.Refusal;
import io.everswitch.domain.port.AttemptAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.apache.pekko.Done;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.stream.javadsl.Sink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for a payment, and who watches it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentAudienceTest {
    /** Longer than any test: who is answered sooner was answered because of the payment. */
    private static final Duration LONG = Duration.ofSeconds(60);

    private SwitchUnderTest node;

    PaymentAudienceTest(@TempDir Path dir) {
        node = new SwitchUnderTest(dir);
    }

    @BeforeAll
    void start() {
        node.start("");
    }

    @AfterAll
    void stop() {
        node.close();
    }

    private static MerchantId merchant(TestInfo test) {
        return new MerchantId("m" + Integer.toHexString(test.getDisplayName().hashCode()));
    }

    /** A stream of a payment, and what it has shown. */
    private record Watching(List<Payment> seen, CompletionStage<Done> end) {
        List<PaymentStatus> statuses() {
            return seen.stream().map(Payment::status).toList();
        }
    }

    private Watching watch(PaymentId id) {
        List<Payment> seen = new CopyOnWriteArrayList<>();
        return new Watching(seen, node.payments().watch(id).runWith(Sink.foreach(seen::add), node.system()));
    }

    private static void awaitSeen(Watching watching, int count) {
        await("seen " + count).atMost(PATIENCE).until(() -> watching.seen().size() >= count);
    }

    @Test
    void awaitSettled_settledAlready_atOnce(TestInfo test) {
        PaymentId id = node.succeeded(merchant(test), "o");
        assertEquals(
                PaymentStatus.SUCCEEDED,
                payment(within(node.payments().awaitSettled(id, LONG))).status());
    }

    @Test
    void awaitSettled_settlesLater_answeredThen(TestInfo test) {
        PaymentId id = node.confirmed(merchant(test), "o");
        CompletionStage<PaymentReply> waiting = node.payments().awaitSettled(id, LONG);
        node.get(id);
        assertFalse(waiting.toCompletableFuture().isDone());
        node.calls.await(Call.Kind.SEND, id, 1).answer(approved());
        assertEquals(PaymentStatus.SUCCEEDED, payment(within(waiting)).status());
    }

    @Test
    void awaitSettled_payerMustAct_answeredThen(TestInfo test) {
        PaymentId id = node.confirmed(merchant(test), "o");
        CompletionStage<PaymentReply> waiting = node.payments().awaitSettled(id, LONG);
        node.calls.await(Call.Kind.SEND, id, 1).answer(answer(AttemptAnswer.Kind.DECLINED_FINAL, "51"));
        assertEquals(PaymentStatus.REQUIRES_ACTION, payment(within(waiting)).status());
    }

    @Test
    void awaitSettled_timeIsOver_asItIs(TestInfo test) {
        PaymentId id = node.confirmed(merchant(test), "o");
        for (Duration atMost : List.of(Duration.ZERO, Duration.ofMillis(100))) {
            assertEquals(
                    PaymentStatus.PROCESSING,
                    payment(within(node.payments().awaitSettled(id, atMost))).status());
        }
    }

    @Test
    void awaitSettled_unknownId_notFoundAtOnce() {
        assertEquals(
                Refusal.NOT_FOUND,
                within(node.payments().awaitSettled(unknown(), LONG)).refusal());
    }

    @Test
    void awaitSettled_fullHouse_asItIsAtOnce(TestInfo test) {
        PaymentId id = node.confirmed(merchant(test), "o");
        List<CompletionStage<PaymentReply>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiting.add(node.payments().awaitSettled(id, LONG));
        }
        assertEquals(
                PaymentStatus.PROCESSING,
                payment(within(node.payments().awaitSettled(id, LONG))).status());
        waiting.forEach(stage -> assertFalse(stage.toCompletableFuture().isDone()));
        node.calls.await(Call.Kind.SEND, id, 1).answer(approved());
        waiting.forEach(stage ->
                assertEquals(PaymentStatus.SUCCEEDED, payment(within(stage)).status()));
    }

    @Test
    void watch_wholeLife_eachChangeOnceAndThenTheEnd(TestInfo test) {
        PaymentId id = payment(node.create(merchant(test), "o")).id();
        Watching watching = watch(id);
        awaitSeen(watching, 1);
        within(node.payments().confirm(id, SwitchUnderTest.card("k"), null));
        awaitSeen(watching, 2);
        node.calls.await(Call.Kind.SEND, id, 1).answer(answer(AttemptAnswer.Kind.DECLINED_FINAL, "51"));
        awaitSeen(watching, 3);
        within(node.payments().ask(id, new PaymentCommand.Cancel()));
        within(watching.end());
        assertEquals(
                List.of(
                        PaymentStatus.REQUIRES_PAYMENT_METHOD,
                        PaymentStatus.PROCESSING,
                        PaymentStatus.REQUIRES_ACTION,
                        PaymentStatus.CANCELED),
                watching.statuses());
    }

    @Test
    void watch_finalAlready_shownAndEnded(TestInfo test) {
        PaymentId id = node.succeeded(merchant(test), "o");
        Watching watching = watch(id);
        within(watching.end());
        assertEquals(List.of(PaymentStatus.SUCCEEDED), watching.statuses());
    }

    @Test
    void watch_unknownId_endsAtOnce() {
        Watching watching = watch(unknown());
        within(watching.end());
        assertEquals(List.of(), watching.seen());
    }

    @Test
    void watch_keepsThePaymentInMemory_untilItEnds(TestInfo test) {
        PaymentId id = payment(node.create(merchant(test), "o")).id();
        Watching watching = watch(id);
        await("stays in memory")
                .during(SwitchUnderTest.IDLE.multipliedBy(3))
                .atMost(PATIENCE)
                .until(() -> node.presence.isPresent(id));
        within(node.payments().ask(id, new PaymentCommand.Cancel()));
        within(watching.end());
        await("left memory").atMost(PATIENCE).until(() -> !node.presence.isPresent(id));
    }

    @Test
    void watch_actorStopsAndComesBack_watchIsRenewed(TestInfo test) {
        PaymentId id = payment(node.create(merchant(test), "o")).id();
        Watching watching = watch(id);
        awaitSeen(watching, 1);
        ClusterSharding.get(node.system())
                .entityRefFor(PaymentEntity.KEY, id.value())
                .tell(new PaymentMessage.Stop());
        await("stopped").atMost(PATIENCE).until(() -> !node.presence.isPresent(id));
        // The next actor knows nobody: only the renewal can bring the watcher back.
        within(node.payments().ask(id, new PaymentCommand.Cancel()));
        within(watching.end());
        assertEquals(List.of(PaymentStatus.REQUIRES_PAYMENT_METHOD, PaymentStatus.CANCELED), watching.statuses());
    }

    @Test
    void watch_fullHouse_shownOnceAndEnded(TestInfo test) {
        PaymentId id = payment(node.create(merchant(test), "o")).id();
        List<Watching> watching = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Watching one = watch(id);
            awaitSeen(one, 1);
            watching.add(one);
        }
        Watching tooMany = watch(id);
        within(tooMany.end());
        assertEquals(1, tooMany.seen().size());
        within(node.payments().ask(id, new PaymentCommand.Cancel()));
        watching.forEach(one -> within(one.end()));
        watching.forEach(one -> assertTrue(one.statuses().contains(PaymentStatus.CANCELED)));
    }

    private static PaymentId unknown() {
        return PaymentId.create(Instant.now(), 9, 0, RandomGenerator.getDefault());
    }
}
