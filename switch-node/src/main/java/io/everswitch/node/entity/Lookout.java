package io.everswitch.node.entity;

import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentRules;
import java.time.Duration;
import java.time.Instant;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * When an actor looks around next: one alarm at a time, at the payment's next due time or when the actor would be idle,
 * whatever is sooner. Belongs to one actor and its thread.
 */
final class Lookout {
    /** No two alarms nearer than this: a due time that the rules do not clear must not become a hot loop. */
    private static final Duration ALARM_MIN = Duration.ofMillis(20);

    /** An alarm that is so late was dropped by a full stash; without another one this actor would never look around again. */
    private static final Duration ALARM_LOST = Duration.ofSeconds(1);

    private final TimerScheduler<PaymentMessage> timers;
    private final Duration idleAfter;
    private @Nullable Instant alarmAt;
    private Instant touchedAt;

    Lookout(TimerScheduler<PaymentMessage> timers, Duration idleAfter, Instant now) {
        this.timers = timers;
        this.idleAfter = idleAfter;
        this.touchedAt = now;
    }

    /** Somebody from outside spoke to the payment. */
    void touched(Instant now) {
        touchedAt = now;
    }

    /** The alarm rang, or the timer was lost with an earlier life of the actor. */
    void rang() {
        alarmAt = null;
    }

    boolean isIdle(Instant now) {
        return !touchedAt.plus(idleAfter).isAfter(now);
    }

    /** Whether something is due so soon that leaving memory before it would be for nothing. */
    boolean isDueSoon(@Nullable Instant due, Instant now) {
        return due != null && due.isBefore(now.plus(idleAfter));
    }

    void arm(@Nullable Payment payment, Instant now) {
        Instant at = now.plus(idleAfter);
        Instant due = payment == null ? null : PaymentRules.nextDueAt(payment);
        if (due != null && due.isBefore(at)) {
            at = due;
        }
        Instant soonest = now.plus(ALARM_MIN);
        at = at.isBefore(soonest) ? soonest : at;
        if (alarmAt == null || at.isBefore(alarmAt) || alarmAt.plus(ALARM_LOST).isBefore(now)) {
            alarmAt = at;
            timers.startSingleTimer(PaymentEntity.KEY, new PaymentMessage.Alarm(), Duration.between(now, at));
        }
    }
}
