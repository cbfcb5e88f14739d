package io.everswitch.domain.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.WireReference;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.ChannelProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What needs more than a row: bounds, times, effects, and what the payment tells of itself. */
class PaymentBoundsTest {
    private static Story story() {
        return new Story("query");
    }

    private static Story storyWith(int channels) {
        return new Story(new Bench(ChannelProfile.Resolution.QUERY, channels));
    }

    @Test
    void decide_noPaymentYet_everythingButCreateIsNotFound() {
        Bench bench = new Bench(ChannelProfile.Resolution.QUERY, 1);
        assertEquals(Refusal.NOT_FOUND, bench.decide(new PaymentCommand.Tick()).refusal());
        assertEquals(
                Refusal.NOT_FOUND, bench.decide(new PaymentCommand.Cancel()).refusal());
        assertEquals(
                Refusal.NOT_FOUND, bench.decide(new PaymentCommand.Recovered()).refusal());
    }

    @Test
    void create_otherOrderUnderTheSameId_isAConflict() {
        Story story = story();
        Decision decision = story.bench.decide(Bench.create("order-2", "hash-1"));
        assertEquals(Refusal.ORDER_CONFLICT, decision.refusal());
    }

    @Test
    void confirm_noChannel_failsForAMerchantAndAsksThePayerAgain() {
        assertEquals(
                "confirmed processing failed tell:payment.failed",
                storyWith(0).play("confirm").said());
        assertEquals(
                "confirmed processing requires_action",
                storyWith(0).play("cashier").said());
    }

    @Test
    void confirm_payerChoosesTooOften_fails() {
        Story story = storyWith(1);
        story.play("cashier a1:declined cashier a2:declined cashier a3:declined cashier a4:declined cashier");
        assertEquals("confirmed processing start:5:c1", story.said());
        assertEquals(
                "5=DECLINED_FINAL/ANSWER failed tell:payment.failed",
                story.play("a5:declined").said());
    }

    @Test
    void answered_attemptsPerConfirmUsedUp_endsThoughChannelsAreLeft() {
        Story story = storyWith(5).play("confirm a1:retriable a2:retriable a3:retriable");
        assertEquals("3=DECLINED_RETRIABLE/ANSWER failed tell:payment.failed", story.said());
    }

    @Test
    void confirm_againAtTheCashier_prefersFreshChannelsAndNeverRepeatsOneWithinAConfirmation() {
        Story story = storyWith(2).play("cashier a1:declined cashier a2:retriable");
        // c1 was tried by the earlier confirmation only, so it may be used again.
        assertEquals("2=DECLINED_RETRIABLE/ANSWER start:3:c1", story.said());
        assertEquals(
                "3=DECLINED_RETRIABLE/ANSWER requires_action",
                story.play("a3:retriable").said());
    }

    @Test
    void confirm_routerNamesAChannelThatTheCatalogLost_takesTheNext() {
        Bench bench = new Bench(ChannelProfile.Resolution.QUERY, 2);
        Story story = new Story(bench);
        bench.lost.add(new ChannelId("c1"));
        assertEquals("confirmed processing start:1:c2", story.play("confirm").said());
    }

    @Test
    void obligations_channelLeftTheCatalog_stayOwed() {
        Story story = story().play("confirm a1:approved");
        Payment paid = story.bench.payment();
        story.bench.catalog.clear();
        assertEquals("CHANNEL_MISSING", story.play("refund:r1:300").said());
        assertEquals(paid, story.bench.payment());

        Story unknown = story().play("confirm a1:unknown");
        unknown.bench.catalog.clear();
        assertEquals("query:1:1", unknown.play("+10M tick").said());
        assertNotNull(unknown.bench.payment().nextCheckAt());
    }

    @Test
    void attemptStarted_times_areThoseOfTheChannel() {
        Story story = story().play("confirm");
        PaymentFact.AttemptStarted started =
                (PaymentFact.AttemptStarted) story.last().facts().get(2);
        assertEquals(Bench.START.plusSeconds(3), started.sendBy());
        assertEquals(Bench.START.plusSeconds(3 + 5 + 2), started.answerBy());
        WireReference reference = WireReference.parse(started.ids().reference());
        assertEquals(Bench.ID, reference.paymentId());
        assertEquals(1, reference.ordinal());
        assertEquals(WireReference.Kind.ATTEMPT, reference.kind());
        assertEquals(Set.of(), story.bench.routed.get(0).tried());
        assertEquals("visa", story.bench.routed.get(0).brand());
        assertEquals(42, story.bench.routed.get(0).spread());
    }

    @Test
    void refunds_tooMany_refused() {
        Bench bench = new Bench(ChannelProfile.Resolution.QUERY, 1);
        bench.policy = new PaymentPolicy(3, 5, 2, Duration.ofSeconds(2), List.of(), Duration.ofSeconds(15));
        Story story = new Story(bench).play("confirm a1:approved refund:a:1 refund:b:1 refund:c:1");
        assertEquals("TOO_MANY_REFUNDS", story.said());
    }

    @Test
    void refund_withoutAnId_cannotPassForASurplusRefund() {
        Story story = story().play("confirm a1:approved");
        Decision decision = story.bench.decide(new PaymentCommand.Refund("", Money.of(1, "USD"), ""));
        assertEquals(Refusal.REFUND_CONFLICT, decision.refusal());
    }

    @ParameterizedTest
    @CsvSource({"FAILED", "NONE"})
    void notification_scheduleOver_givenUpAndStillRedeliverable(String end) {
        Story story = story().play("cancel");
        List<Duration> ladder = story.bench.policy.notificationLadder();
        for (int i = 0; i < ladder.size(); i++) {
            story.play("n1:fail");
            assertEquals(
                    story.bench.now.plus(ladder.get(i)),
                    story.bench.payment().notification(1).nextTryAt());
            story.bench.now = story.bench.now.plus(ladder.get(i));
            assertEquals("tell:1:try" + (i + 2), story.play("tick").said());
        }
        if (end.equals("FAILED")) {
            story.play("n1:fail");
        } else {
            story.play("+25H tick");
        }
        assertEquals("given_up:1", story.said());
        assertNull(PaymentRules.nextDueAt(story.bench.payment()));
        assertTrue(story.bench.payment().isClosed());
        assertEquals("tell:1:try11", story.play("redeliver:1").said());
        assertEquals("given_up:1", story.play("n1:fail").said());
    }

    @Test
    void contradictions_withoutEnd_areBounded() {
        Story story = story().play("confirm a1:approved");
        for (int i = 1; i < 200; i++) {
            story.play("a1:approved@" + i);
        }
        assertEquals(50, story.bench.payment().contradictions().size());
        assertEquals("nothing", story.play("a1:approved@999").said());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            confirm                         | SendAttempt[attempt=1] | 10
            confirm a1:retriable            | SendAttempt[attempt=2] | 10
            confirm a1:accepted             |                        | 30
            confirm a1:unknown              |                        | 1
            confirm a1:unknown +1S tick     | QueryAttempt[attempt=1] | 8
            confirm a1:approved@900         | ReverseAttempt[attempt=1] | 7
            confirm a1:approved@900 +7S tick | ReverseAttempt[attempt=1] | 27
            confirm a1:approved             | Notify[sequence=1]     | 20
            confirm a1:approved n1:ok       |                        | never
            confirm a1:approved n1:fail     |                        | 5
            confirm a1:approved n1:fail +5S tick | Notify[sequence=1] | 320
            confirm a1:approved n1:ok refund:r1:1 | SendRefund[refund=1] | 7
            confirm a1:approved n1:ok refund:r1:1 +7S tick | SendRefund[refund=1] | 27
            cashier a1:declined             |                        | 900
            """)
    void effectsAndDueTimes_asTold(String words, String effects, String dueAfterSeconds) {
        Story story = story().play(words);
        List<String> done = PaymentRules.effects(story.last().facts()).stream()
                .map(Object::toString)
                .toList();
        assertEquals(effects == null ? "" : effects, String.join(" ", done));
        Instant due = PaymentRules.nextDueAt(story.bench.payment());
        String seconds = due == null
                ? "never"
                : String.valueOf(Duration.between(Bench.START, due).toSeconds());
        assertEquals(dueAfterSeconds, seconds);
    }

    @Test
    void payment_tellsOfItself() {
        Story story = story();
        assertEquals("known", story.bench.payment().outcomeCode());
        assertFalse(story.bench.payment().hasOpenObligations());
        assertEquals("pending", story.play("confirm").bench.payment().outcomeCode());
        assertEquals("unknown", story.play("a1:unknown").bench.payment().outcomeCode());
        assertEquals(Bench.START.plusSeconds(1), story.bench.payment().nextCheckAt());
        assertEquals(0, story.bench.payment().capturedAmount().minor());
        Payment paid = story.play("a1:approved").bench.payment();
        assertEquals("known", paid.outcomeCode());
        assertNull(paid.openAttempt());
        assertEquals(Bench.AMOUNT, paid.capturedAmount());
        assertFalse(paid.isClosed());
        Payment refunding = story.play("n1:ok refund:r1:300 refund:r2:100 f2:done n2:ok")
                .bench
                .payment();
        assertEquals(300, refunding.pendingRefundAmount().minor());
        assertEquals(100, refunding.refundedAmount().minor());
        assertFalse(refunding.isClosed());
        assertTrue(story.play("f1:refused n3:ok").bench.payment().isClosed());
    }

    @Test
    void payment_surplus_isNeitherCapturedNorRefunded() {
        Payment payment = story().play("confirm a1:retriable a2:approved a1:approved v1:refused f1:done")
                .bench
                .payment();
        assertEquals(Bench.AMOUNT, payment.capturedAmount());
        assertEquals(0, payment.refundedAmount().minor());
        assertEquals(2, Objects.requireNonNull(payment.payingAttempt()).ordinal());
    }

    @Test
    void apply_factThatNoRuleMakes_throws() {
        Story story = story().play("cancel");
        PaymentFact reborn = new PaymentFact.StatusChanged(PaymentStatus.SUCCEEDED, "", Bench.START);
        assertThrows(IllegalStateException.class, () -> PaymentRules.apply(story.bench.payment(), reborn));
        assertThrows(NullPointerException.class, () -> PaymentRules.apply(null, reborn));
    }

    @Test
    void policy_outOfBounds_refused() {
        List<Duration> none = List.of();
        Duration second = Duration.ofSeconds(1);
        assertThrows(IllegalArgumentException.class, () -> new PaymentPolicy(11, 5, 90, second, none, second));
        assertThrows(IllegalArgumentException.class, () -> new PaymentPolicy(3, 0, 90, second, none, second));
        assertThrows(IllegalArgumentException.class, () -> new PaymentPolicy(3, 5, 91, second, none, second));
        assertThrows(IllegalArgumentException.class, () -> new PaymentPolicy(3, 5, 90, second.negated(), none, second));
    }
}
