package io.everswitch.node.entity;

import static io.everswitch.node.entity.SwitchUnderTest.ASKED;
import static io.everswitch.node.entity.SwitchUnderTest.ASKED_TOO;
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
import io.everswitch.domain.money.Money;
import io.everswitch.domain.payment.Attempt;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentCommand;
import io.everswitch.domain.payment.PaymentStatus;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.QueryAnswer;
import io.everswitch.domain.port.RefundAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** When a payment is in memory and when it is not, and that what banks say reaches it all the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentPresenceTest {
    private SwitchUnderTest node;

    PaymentPresenceTest(@TempDir Path dir) {
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

    @Test
    void callback_ofAnotherChannel_refusedAndNothingChanges(TestInfo test) {
        PaymentId id = node.confirmed(merchant(test), "o");
        Payment before = node.get(id);
        String reference = node.calls.await(Call.Kind.SEND, id, 1).reference();
        assertFalse(within(node.answers().attemptAnswered(ASKED_TOO, reference, approved())));
        assertEquals(before, node.get(id));
        assertTrue(within(node.answers().attemptAnswered(ASKED, reference, approved())));
        assertEquals(PaymentStatus.SUCCEEDED, node.get(id).status());
    }

    @Test
    void callback_ofAnotherChannelForARefund_refusedAndNothingChanges(TestInfo test) {
        PaymentId id = node.succeeded(merchant(test), "o");
        within(node.payments().ask(id, new PaymentCommand.Refund("r", Money.of(300, "CNY"), "")));
        String reference = node.calls.await(Call.Kind.REFUND, id, 1).reference();
        Payment before = node.awaitStatus(id, PaymentStatus.SUCCEEDED);
        RefundAnswer done = new RefundAnswer(RefundAnswer.Kind.DONE, "00", "B");
        assertFalse(within(node.answers().refundAnswered(ASKED_TOO, reference, done)));
        assertEquals(before.refunds(), node.get(id).refunds());
        assertTrue(within(node.answers().refundAnswered(ASKED, reference, done)));
        assertEquals(Money.of(300, "CNY"), node.get(id).refundedAmount());
    }

    @Test
    void callback_ofNothingWeKnow_false() {
        PaymentId unknown = PaymentId.create(Instant.now(), 7, 0, RandomGenerator.getDefault());
        assertFalse(within(node.answers().attemptAnswered(ASKED, "A" + unknown.body() + "01", approved())));
        assertFalse(within(node.answers().attemptAnswered(ASKED, "R" + unknown.body() + "01", approved())));
        assertFalse(within(node.answers().attemptAnswered(ASKED, "not a reference", approved())));
    }

    @Test
    void callback_ofAnAttemptThatNeverWas_false(TestInfo test) {
        PaymentId id = node.confirmed(merchant(test), "o");
        assertFalse(within(node.answers().attemptAnswered(ASKED, "A" + id.body() + "02", approved())));
    }

    @Test
    void lateAnswer_afterPassivation_reachesThePayment(TestInfo test) {
        PaymentId id = node.confirmed(merchant(test), "o");
        Call sent = node.calls.await(Call.Kind.SEND, id, 1);
        sent.answer(AttemptAnswer.unknown("timeout", ""));
        node.calls.await(Call.Kind.QUERY, id, 1).answer(QueryAnswer.noAnswer("timeout"));
        awaitGone(id);
        assertTrue(within(node.answers().attemptAnswered(ASKED, sent.reference(), approved())));
        assertEquals(PaymentStatus.SUCCEEDED, node.get(id).status());
        assertEquals(1, node.calls.count(Call.Kind.SEND, id));
    }

    @Test
    void effectDone_afterTheActorWasStopped_reachesTheNextOne(TestInfo test) {
        PaymentId id = node.confirmed(merchant(test), "o");
        stopActor(id);
        // Woken by the answer itself: it comes before the word that the sender is lost, and starts a second attempt,
        // which
        // must not be taken for the lost one.
        node.calls.await(Call.Kind.SEND, id, 1).answer(answer(AttemptAnswer.Kind.DECLINED_RETRIABLE, "91"));
        node.calls.await(Call.Kind.SEND, id, 2);
        assertEquals(Attempt.Phase.IN_FLIGHT, node.get(id).attempt(2).phase());
        node.calls.await(Call.Kind.SEND, id, 2).answer(approved());
        node.awaitStatus(id, PaymentStatus.SUCCEEDED);
        assertEquals(2, node.calls.count(Call.Kind.SEND, id));
    }

    @Test
    void passivation_closedPayment_leavesAndIsReadAgain(TestInfo test) {
        PaymentId id = node.succeeded(merchant(test), "o");
        Payment closed = node.awaitClosed(id);
        awaitGone(id);
        assertEquals(closed, node.get(id));
        assertTrue(node.presence.isPresent(id));
        awaitGone(id);
        assertEquals(0, node.presence.present(id));
    }

    @Test
    void passivation_attemptInFlight_stays(TestInfo test) {
        PaymentId id = node.confirmed(merchant(test), "o");
        staysPresent(id);
        node.calls.await(Call.Kind.SEND, id, 1).answer(approved());
        awaitGone(id);
        assertEquals(PaymentStatus.SUCCEEDED, node.get(id).status());
    }

    @Test
    void passivation_somebodyWaits_staysUntilTheirTimeIsOver(TestInfo test) {
        PaymentId id = payment(node.create(merchant(test), "o")).id();
        CompletionStage<PaymentReply> waiting = node.payments().awaitSettled(id, SwitchUnderTest.IDLE.multipliedBy(5));
        staysPresent(id);
        assertEquals(
                PaymentStatus.REQUIRES_PAYMENT_METHOD, payment(within(waiting)).status());
        // The payment never settles: who waited must not keep it in memory for ever.
        awaitGone(id);
    }

    @Test
    void sweeper_actorIsGone_wakesWhatIsDueAndGoesOnLooking(TestInfo test) {
        MerchantId merchant = merchant(test);
        node.shop.silent(true);
        try {
            PaymentId id = node.succeeded(merchant, "o");
            int told = node.calls.count(Call.Kind.NOTIFY, id);
            ClusterSharding.get(node.system())
                    .entityRefFor(PaymentEntity.KEY, id.value())
                    .tell(new PaymentMessage.Stop());
            // Nobody touches it: what comes after the try that was under way comes because of the sweeper.
            node.calls.await(Call.Kind.NOTIFY, id, told + 3);
        } finally {
            node.shop.silent(false);
        }
    }

    private void stopActor(PaymentId id) {
        ClusterSharding.get(node.system())
                .entityRefFor(PaymentEntity.KEY, id.value())
                .tell(new PaymentMessage.Stop());
        awaitGone(id);
    }

    private void awaitGone(PaymentId id) {
        await("left memory").atMost(PATIENCE).until(() -> !node.presence.isPresent(id));
    }

    private void staysPresent(PaymentId id) {
        await("stays in memory")
                .during(SwitchUnderTest.IDLE.multipliedBy(3))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> node.presence.isPresent(id));
    }
}
