package io.everswitch.node.entity;

import static io.everswitch.node.entity.SwitchUnderTest.PATIENCE;
import static io.everswitch.node.entity.SwitchUnderTest.approved;
import static io.everswitch.node.entity.SwitchUnderTest.card;
import static io.everswitch.node.entity.SwitchUnderTest.payment;
import static io.everswitch.node.entity.SwitchUnderTest.within;
import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.payment.Attempt;
import io.everswitch.domain.payment.Evidence;
import io.everswitch.domain.payment.Notification;
import io.everswitch.domain.payment.Outcome;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentCommand;
import io.everswitch.domain.payment.PaymentFact;
import io.everswitch.domain.payment.PaymentStatus;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.QueryAnswer;
import io.everswitch.domain.port.ReversalAnswer;
import io.everswitch.domain.port.ReversalRequest;
import io.everswitch.journal.JournalMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payments over the death of their process, and over a journal that refuses. */
class PaymentRestartTest {
    private static final MerchantId SHOP = new MerchantId("shop");

    /** More than any disk has free: the journal takes nothing. */
    private static final String REFUSING = "everswitch.journal.free-bytes-min = 9000000000000000000";

    private SwitchUnderTest node;

    PaymentRestartTest(@TempDir Path dir) {
        node = new SwitchUnderTest(dir);
    }

    @BeforeEach
    void start() {
        node.start("");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void approval_happyPath_fourAppendsAndTheSameAfterRestart() {
        AtomicInteger appends = new AtomicInteger();
        node.journal().metrics(new JournalMetrics() {
            @Override
            public void appendAcknowledged(int facts, long nanos) {
                appends.incrementAndGet();
            }
        });
        PaymentId id = node.succeeded(SHOP, "o");
        Payment before = node.awaitClosed(id);
        assertEquals(4, appends.get());
        assertEquals(1, node.calls.count(Call.Kind.NOTIFY, id));
        node.restart();
        assertEquals(before, node.get(id));
        assertEquals(
                List.of(before),
                within(node.payments().list(SHOP, PaymentStatus.SUCCEEDED, 10, null))
                        .payments());
        assertEquals(1, node.calls.count(Call.Kind.SEND, id));
        assertEquals(1, node.calls.count(Call.Kind.NOTIFY, id));
    }

    /** On the list and in the journal until somebody has looked at it, also after a restart. */
    @Test
    void contradiction_isOnTheExceptionsListUntilReviewed() {
        PaymentId calm = node.succeeded(SHOP, "calm");
        PaymentId id = node.succeeded(SHOP, "o");
        within(node.payments()
                .ask(
                        id,
                        new PaymentCommand.AttemptAnswered(
                                1,
                                new AttemptAnswer(AttemptAnswer.Kind.DECLINED_FINAL, "05", "", null, ""),
                                Evidence.CALLBACK)));
        node.restart();
        assertEquals(
                List.of(id),
                within(node.payments().exceptions(10, null)).stream()
                        .map(Payment::id)
                        .toList());
        assertFalse(node.get(id).isClosed(), "it would leave the journal's memory");
        assertEquals(List.of(), within(node.payments().exceptions(10, id)));
        within(node.payments().ask(id, new PaymentCommand.Review("ann", "called the bank")));
        assertEquals(List.of(), within(node.payments().exceptions(10, null)));
        node.restart();
        assertEquals("ann", node.get(id).contradictions().get(0).reviewedBy());
        assertTrue(node.awaitClosed(calm).isClosed());
    }

    @Test
    void restart_attemptInFlight_unknownThenResolvedByQueryWithoutASecondSend() {
        PaymentId id = node.confirmed(SHOP, "o");
        node.restart();
        Payment woken = node.get(id);
        await().atMost(PATIENCE).until(() -> node.get(id).attempt(1).isUnknown());
        assertEquals("unknown", node.get(id).outcomeCode());
        Call query = node.calls.await(Call.Kind.QUERY, id, 1);
        // M9: not asked before no byte can be under way any more, or the answer proves nothing.
        Attempt asked = node.get(id).attempt(1);
        assertFalse(requireNonNull(asked.triedAt()).isBefore(woken.attempt(1).sendBy()));
        query.answer(new QueryAnswer(QueryAnswer.Kind.APPROVED, "00", "B-1", null));
        Payment after = node.awaitClosed(id);
        assertEquals(PaymentStatus.SUCCEEDED, after.status());
        assertEquals(Evidence.QUERY, after.attempt(1).evidence());
        assertEquals(1, node.calls.count(Call.Kind.SEND, id));
    }

    @Test
    void restart_bankKnowsNoSuchAttempt_nextChannelWithoutTheCvc() throws IOException {
        PaymentId id = payment(node.create(SHOP, "o")).id();
        Sealed cvc = new Sealed("k1", "Q1ZDLVRIQVQtTVVTVC1ORVZFUi1CRS1LRVBU");
        within(node.payments().confirm(id, card("key-1"), cvc));
        Call first = node.calls.await(Call.Kind.SEND, id, 1);
        assertEquals(cvc, ((AttemptRequest) first.request()).cvc());
        node.restart();
        node.calls.await(Call.Kind.QUERY, id, 1).answer(new QueryAnswer(QueryAnswer.Kind.NOT_FOUND, "25", "", null));
        Call second = node.calls.await(Call.Kind.SEND, id, 2);
        assertNull(((AttemptRequest) second.request()).cvc());
        second.answer(approved());
        node.awaitClosed(id);
        assertEquals(Outcome.NOT_SENT, node.get(id).attempt(1).outcome());
        node.die();
        // The control: the sealed number is a fact and is found, so the CVC would be.
        assertTrue(holds(SwitchUnderTest.NUMBER.box()));
        assertFalse(holds(cvc.box()));
    }

    @Test
    void restart_betweenApprovalAndNotification_sentWithoutAnybodyTouchingThePayment() {
        node.shop.silent(true);
        PaymentId id = node.succeeded(SHOP, "o");
        node.calls.await(Call.Kind.NOTIFY, id, 1);
        node.die();
        node.shop.silent(false);
        int before = node.calls.count(Call.Kind.NOTIFY, id);
        node.start("");
        Call again = node.calls.await(Call.Kind.NOTIFY, id, before + 1);
        assertTrue(((Notification) again.request()).tries() > 1);
        Payment after = node.awaitClosed(id);
        assertEquals(Notification.State.DELIVERED, after.notification(1).state());
        assertEquals(1, node.calls.count(Call.Kind.SEND, id));
    }

    @Test
    void restart_reversalOwed_repeatedUntilAcknowledged() {
        node.routes.put(SHOP, List.of(SwitchUnderTest.UNDONE));
        PaymentId id = node.confirmed(SHOP, "o");
        node.calls.await(Call.Kind.SEND, id, 1).answer(AttemptAnswer.unknown("timeout", ""));
        node.calls.await(Call.Kind.REVERSE, id, 1).answer(ReversalAnswer.noAnswer("timeout"));
        node.calls.await(Call.Kind.REVERSE, id, 2);
        node.die();
        int before = node.calls.count(Call.Kind.REVERSE, id);
        node.start("");
        Call last = node.calls.await(Call.Kind.REVERSE, id, before + 2);
        last.answer(new ReversalAnswer(ReversalAnswer.Kind.ACKNOWLEDGED, "00"));
        Payment after = node.awaitStatus(id, PaymentStatus.REQUIRES_ACTION);
        assertEquals(Attempt.Reversal.DONE, after.attempt(1).reversal());
        List<Call> reversals = node.calls.of(Call.Kind.REVERSE, id);
        for (int i = 0; i < reversals.size(); i++) {
            assertEquals(i, ((ReversalRequest) reversals.get(i).request()).tries());
        }
        assertEquals(1, node.calls.count(Call.Kind.SEND, id));
    }

    @Test
    void restart_manyOpenPayments_allGoOn() {
        int many = 40;
        List<CompletionStage<PaymentReply>> asked = Stream.iterate(0, i -> i + 1)
                .limit(many)
                .map(i -> node.payments().create(SHOP, "o" + i, id -> SwitchUnderTest.order(id, SHOP, "o" + i)))
                .toList();
        List<PaymentId> ids =
                asked.stream().map(reply -> payment(within(reply)).id()).toList();
        node.shop.silent(true);
        ids.forEach(id -> within(node.payments().ask(id, new PaymentCommand.Cancel())));
        node.die();
        node.shop.silent(false);
        node.start("");
        await().atMost(PATIENCE)
                .until(() -> ids.stream()
                        .allMatch(id -> node.presence.facts(id).stream()
                                .anyMatch(PaymentFact.NotificationDelivered.class::isInstance)));
    }

    @Test
    void journalRefuses_confirm_failsInTimeAndNothingIsSent() {
        PaymentId id = payment(node.create(SHOP, "o")).id();
        Payment before = node.get(id);
        node.die();
        node.start(REFUSING);
        PaymentsUnavailable noOrder = assertThrows(
                PaymentsUnavailable.class,
                () -> within(node.payments().create(SHOP, "new", given -> SwitchUnderTest.order(given, SHOP, "new"))));
        assertTrue(noOrder.nothingDone());
        PaymentsUnavailable noConfirm = assertThrows(
                PaymentsUnavailable.class, () -> within(node.payments().confirm(id, card("key-1"), null)));
        // The journal says surely not, so the client may know that nothing was done.
        assertTrue(noConfirm.nothingDone());
        // Reading goes on; what was refused is nowhere.
        assertEquals(before, node.get(id));
        assertEquals(0, node.calls.count(Call.Kind.SEND, id));
        assertEquals(1, node.presence.present(id));
        node.die();
        node.start("");
        assertEquals(before, node.get(id));
        within(node.payments().confirm(id, card("key-1"), null));
        node.calls.await(Call.Kind.SEND, id, 1).answer(approved());
        assertEquals(PaymentStatus.SUCCEEDED, node.awaitClosed(id).status());
        assertEquals(1, node.calls.count(Call.Kind.SEND, id));
    }

    @Test
    void journalRefuses_waitersAndWatchers_areServedAfterTheFailure() {
        PaymentId id = payment(node.create(SHOP, "o")).id();
        node.die();
        node.start(REFUSING);
        CompletionStage<PaymentReply> waiting = node.payments().awaitSettled(id, SwitchUnderTest.IDLE.multipliedBy(6));
        assertThrows(PaymentsUnavailable.class, () -> within(node.payments().ask(id, new PaymentCommand.Cancel())));
        assertEquals(
                PaymentStatus.REQUIRES_PAYMENT_METHOD, payment(within(waiting)).status());
        await("no actor is counted twice").atMost(PATIENCE).until(() -> node.presence.actors.get() == 0);
    }

    @Test
    void persist_oneFactTooLarge_noneOfItsDecisionStands() {
        PaymentId id = payment(node.create(SHOP, "o")).id();
        Payment before = node.get(id);
        node.die();
        node.start("everswitch.journal.fact-max-bytes = 4000");
        node.routeReason = "x".repeat(5_000);
        assertThrows(PaymentsUnavailable.class, () -> within(node.payments().confirm(id, card("key-1"), null)));
        // A rejected fact stops the actor; what reaches it while it stops is lost, and asked again.
        await().atMost(PATIENCE).ignoreExceptions().until(() -> before.equals(node.get(id)));
        node.restart();
        assertEquals(before, node.get(id));
        assertEquals(0, node.calls.count(Call.Kind.SEND, id));
    }

    @Test
    void grounds_ofAnAttempt_areTheSameAfterARestart() {
        node.grounds = "1\tnode-1\t7\tby_weight\t1\t1\t1\t900\t20\n=\tasked\t900\t0\t60\t8940\t1\t100\tgreen\t";
        PaymentId id = node.succeeded(SHOP, "o");
        node.awaitClosed(id);
        String told = node.grounds;
        node.grounds = "of another decision";
        node.restart();
        assertEquals(told, node.get(id).attempt(1).grounds());
    }

    private boolean holds(String text) throws IOException {
        try (Stream<Path> files = Files.walk(node.dir())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }
}
