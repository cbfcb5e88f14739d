package io.everswitch.node.entity;

import static io.everswitch.node.entity.SwitchUnderTest.PATIENCE;
import static io.everswitch.node.entity.SwitchUnderTest.answer;
import static io.everswitch.node.entity.SwitchUnderTest.approved;
import static io.everswitch.node.entity.SwitchUnderTest.card;
import static io.everswitch.node.entity.SwitchUnderTest.payment;
import static io.everswitch.node.entity.SwitchUnderTest.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.payment.Outcome;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentCommand;
import io.everswitch.domain.payment.PaymentFact;
import io.everswitch.domain.payment.PaymentStatus;
import io.everswitch.domain.payment.Refusal;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.RefundAnswer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Payments that live through one process: each test has a merchant of its own in one common switch. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentsOnJournalTest {
    private static final int AT_ONCE = 16;

    private SwitchUnderTest node;

    PaymentsOnJournalTest(@TempDir Path dir) {
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
    void create_manyAtOnce_onePayment(TestInfo test) {
        MerchantId merchant = merchant(test);
        List<CompletionStage<PaymentReply>> asked = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            asked.add(node.payments().create(merchant, "o", id -> SwitchUnderTest.order(id, merchant, "o")));
        }
        List<PaymentReply> replies = asked.stream().map(SwitchUnderTest::within).toList();
        assertEquals(
                1, replies.stream().map(reply -> payment(reply).id()).distinct().count());
        assertEquals(1, replies.stream().filter(PaymentReply::changed).count());
        PaymentId id = payment(replies.get(0)).id();
        assertEquals(Optional.of(id), within(node.payments().findByOrder(merchant, "o")));
        assertEquals(1, node.presence.facts(id).size());
    }

    @Test
    void confirm_manyAtOnce_oneAttemptSent(TestInfo test) {
        PaymentId id = payment(node.create(merchant(test), "o")).id();
        List<CompletionStage<PaymentReply>> asked = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            asked.add(node.payments().confirm(id, card("key-" + i), null));
        }
        List<PaymentReply> replies = asked.stream().map(SwitchUnderTest::within).toList();
        assertEquals(1, replies.stream().filter(PaymentReply::changed).count());
        assertEquals(
                AT_ONCE - 1,
                replies.stream()
                        .filter(reply -> reply.refusal() == Refusal.ATTEMPT_RUNNING)
                        .count());
        node.calls.await(Call.Kind.SEND, id, 1).answer(approved());
        node.awaitClosed(id);
        assertEquals(1, node.calls.count(Call.Kind.SEND, id));
    }

    @Test
    void confirm_sameKeyAgain_sentOnce(TestInfo test) {
        PaymentId id = node.confirmed(merchant(test), "o");
        PaymentReply again = within(node.payments().confirm(id, card("key-1"), null));
        assertNull(again.refusal());
        assertFalse(again.changed());
        assertEquals(1, node.calls.count(Call.Kind.SEND, id));
    }

    @Test
    void refund_manyAtOnce_neverMoreThanCaptured(TestInfo test) {
        PaymentId id = node.succeeded(merchant(test), "o");
        List<CompletionStage<PaymentReply>> asked = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            asked.add(node.payments().ask(id, new PaymentCommand.Refund("r" + i, Money.of(300, "CNY"), "")));
        }
        List<PaymentReply> replies = asked.stream().map(SwitchUnderTest::within).toList();
        assertEquals(3, replies.stream().filter(PaymentReply::changed).count());
        assertEquals(
                AT_ONCE - 3,
                replies.stream()
                        .filter(reply -> reply.refusal() == Refusal.REFUND_TOO_LARGE)
                        .count());
        for (int i = 1; i <= 3; i++) {
            node.calls.await(Call.Kind.REFUND, id, i).answer(new RefundAnswer(RefundAnswer.Kind.DONE, "00", "B"));
        }
        Payment after = node.awaitClosed(id);
        assertEquals(Money.of(900, "CNY"), after.refundedAmount());
        assertEquals(3, node.calls.count(Call.Kind.REFUND, id));
    }

    @Test
    void cvc_allAttemptsOfItsConfirmation_andNoOther(TestInfo test) {
        PaymentId id = payment(node.create(merchant(test), "o")).id();
        Sealed cvc = new Sealed("k1", "c2VhbGVk");
        within(node.payments().confirm(id, card("key-1"), cvc));
        node.calls.await(Call.Kind.SEND, id, 1).answer(answer(AttemptAnswer.Kind.DECLINED_RETRIABLE, "91"));
        node.calls.await(Call.Kind.SEND, id, 2).answer(answer(AttemptAnswer.Kind.DECLINED_FINAL, "51"));
        node.awaitStatus(id, PaymentStatus.REQUIRES_ACTION);
        within(node.payments().confirm(id, card("key-2"), null));
        node.calls.await(Call.Kind.SEND, id, 3);
        List<Call> sent = node.calls.of(Call.Kind.SEND, id);
        assertEquals(cvc, ((AttemptRequest) sent.get(0).request()).cvc());
        assertEquals(cvc, ((AttemptRequest) sent.get(1).request()).cvc());
        assertNull(((AttemptRequest) sent.get(2).request()).cvc());
    }

    @Test
    void list_newestFirst_pagesAndStatuses(TestInfo test) {
        MerchantId merchant = merchant(test);
        List<PaymentId> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Instant last = Instant.now();
            await().atMost(PATIENCE).until(() -> Instant.now().toEpochMilli() > last.toEpochMilli());
            made.add(0, payment(node.create(merchant, "o" + i)).id());
        }
        node.create(new MerchantId("stranger"), "o0");
        assertEquals(made, list(merchant, null, 100, null));
        assertEquals(made.subList(0, 2), list(merchant, null, 2, null));
        assertEquals(made.subList(2, 4), list(merchant, null, 2, made.get(1)));
        assertEquals(List.of(), list(merchant, null, 2, made.get(4)));

        within(node.payments().ask(made.get(1), new PaymentCommand.Cancel()));
        within(node.payments().ask(made.get(3), new PaymentCommand.Cancel()));
        assertEquals(List.of(made.get(1), made.get(3)), list(merchant, PaymentStatus.CANCELED, 100, null));
        assertEquals(List.of(made.get(3)), list(merchant, PaymentStatus.CANCELED, 100, made.get(1)));
        assertEquals(
                List.of(made.get(0), made.get(2), made.get(4)),
                list(merchant, PaymentStatus.REQUIRES_PAYMENT_METHOD, 100, null));
        assertEquals(List.of(), list(new MerchantId("nobody"), null, 100, null));
        assertEquals(Optional.empty(), within(node.payments().findByOrder(new MerchantId("nobody"), "o0")));
    }

    @Test
    void create_otherContent_conflict(TestInfo test) {
        MerchantId merchant = merchant(test);
        PaymentId id = payment(node.create(merchant, "o")).id();
        PaymentReply other =
                within(node.payments().create(merchant, "o", given -> SwitchUnderTest.order(given, merchant, "o2")));
        assertEquals(Refusal.ORDER_CONFLICT, other.refusal());
        assertEquals(id, payment(other).id());
    }

    @Test
    void facts_ofOneDecision_areDurableTogether(TestInfo test) {
        PaymentId id = node.succeeded(merchant(test), "o");
        node.awaitClosed(id);
        List<Class<?>> kinds = new ArrayList<>();
        node.presence.facts(id).forEach(fact -> kinds.add(fact.getClass()));
        assertEquals(
                List.of(
                        PaymentFact.Created.class,
                        PaymentFact.Confirmed.class,
                        PaymentFact.StatusChanged.class,
                        PaymentFact.AttemptStarted.class,
                        PaymentFact.AttemptConcluded.class,
                        PaymentFact.StatusChanged.class,
                        PaymentFact.NotificationOwed.class,
                        PaymentFact.NotificationDelivered.class),
                kinds);
        assertEquals(Outcome.APPROVED, node.get(id).attempt(1).outcome());
    }

    private List<PaymentId> list(
            MerchantId merchant, @Nullable PaymentStatus status, int limit, @Nullable PaymentId after) {
        return within(node.payments().list(merchant, status, limit, after)).payments().stream()
                .map(Payment::id)
                .toList();
    }
}
