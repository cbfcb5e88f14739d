package io.everswitch.node.entity;

import static java.util.Objects.requireNonNull;

import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.payment.Attempt;
import io.everswitch.domain.payment.Decision;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentCommand;
import io.everswitch.domain.payment.PaymentFact;
import io.everswitch.domain.payment.PaymentRules;
import io.everswitch.domain.payment.Refusal;
import io.everswitch.domain.payment.Surroundings;
import io.everswitch.node.facts.JournaledFact;
import io.everswitch.node.facts.JournaledFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityContext;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.jspecify.annotations.Nullable;

/**
 * The actor of one payment: a thin shell around {@link PaymentRules}. It persists what the rules decide, answers after that,
 * tells who watches, and has the effects carried out. It holds no rule of its own, only what dies with it: who waits, the
 * CVC of the running confirmation, and one alarm.
 */
final class PaymentEntity extends EventSourcedBehavior<PaymentMessage, JournaledFact, Held> {
    static final EntityTypeKey<PaymentMessage> KEY = EntityTypeKey.create(PaymentMessage.class, "payment");

    /** No two alarms nearer than this: a due time that the rules do not clear must not become a hot loop. */
    private static final Duration ALARM_MIN = Duration.ofMillis(20);

    /** An alarm that is so late was dropped by a full stash; without another one this actor would never look around again. */
    private static final Duration ALARM_LOST = Duration.ofSeconds(1);

    private final ActorContext<PaymentMessage> context;
    private final TimerScheduler<PaymentMessage> timers;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private final EntityRef<PaymentMessage> self;
    private final EntityTools tools;
    private final Audience audience;

    private @Nullable Sealed cvc;
    private @Nullable Instant alarmAt;
    private @Nullable Held observed;
    private Instant touchedAt;

    private PaymentEntity(
            ActorContext<PaymentMessage> context,
            TimerScheduler<PaymentMessage> timers,
            EntityContext<PaymentMessage> entity,
            EntityTools tools) {
        super(
                PersistenceId.ofUniqueId(entity.getEntityId()),
                SupervisorStrategy.restartWithBackoff(Duration.ofMillis(100), Duration.ofSeconds(3), 0.2));
        this.context = context;
        this.timers = timers;
        this.shard = entity.getShard();
        this.self = ClusterSharding.get(context.getSystem()).entityRefFor(KEY, entity.getEntityId());
        this.tools = tools;
        this.audience = new Audience(tools.settings());
        this.touchedAt = now();
    }

    static Behavior<PaymentMessage> create(EntityContext<PaymentMessage> entity, EntityTools tools) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new PaymentEntity(context, timers, entity, tools)));
    }

    @Override
    public Held emptyState() {
        return Held.NONE;
    }

    @Override
    public EventHandler<Held, JournaledFact> eventHandler() {
        return (held, entry) -> new Held(PaymentRules.apply(held.payment(), entry.fact()));
    }

    @Override
    public SignalHandler<Held> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.class, (held, signal) -> recovered(held))
                .onSignal(PostStop.class, (held, signal) -> unobserved())
                .build();
    }

    @Override
    public CommandHandler<PaymentMessage, JournaledFact, Held> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(PaymentMessage.Do.class, this::onDo)
                .onCommand(PaymentMessage.EffectDone.class, (held, done) -> decide(held, done.command(), null, null))
                .onCommand(PaymentMessage.BankSays.class, this::onBankSays)
                .onCommand(PaymentMessage.Get.class, (held, get) -> {
                    get.replyTo().tell(Replies.asItIs(held.payment()));
                    return touched(held);
                })
                .onCommand(PaymentMessage.Await.class, (held, await) -> {
                    audience.await(await, held.payment(), now());
                    return touched(held);
                })
                .onCommand(PaymentMessage.Watch.class, (held, watch) -> {
                    if (audience.watch(watch.watcher(), held.payment())) {
                        context.watchWith(watch.watcher(), new PaymentMessage.Unwatch(watch.watcher()));
                    }
                    return touched(held);
                })
                .onCommand(PaymentMessage.Unwatch.class, (held, unwatch) -> {
                    audience.unwatch(unwatch.watcher());
                    return Effect().none();
                })
                .onCommand(PaymentMessage.WakeUp.class, (held, wakeUp) -> {
                    touchedAt = now();
                    return lookAround(held);
                })
                .onCommand(PaymentMessage.Alarm.class, (held, alarm) -> {
                    alarmAt = null;
                    return lookAround(held);
                })
                .onCommand(PaymentMessage.SenderLost.class, this::onSenderLost)
                .onCommand(PaymentMessage.Stop.class, (held, stop) -> Effect().stop())
                .build();
    }

    /** Also after a failed persist: then this same object goes on with another beginning. */
    private void recovered(Held held) {
        Payment payment = held.payment();
        unobserved();
        observed = held;
        tools.observer().recovered(payment);
        if (payment != null) {
            for (Attempt attempt : payment.attempts()) {
                if (attempt.phase() == Attempt.Phase.IN_FLIGHT) {
                    context.getSelf().tell(new PaymentMessage.SenderLost(attempt.ordinal()));
                }
            }
        }
        alarmAt = null;
        arm(payment);
    }

    /** The observer's balance: each recovered is followed by one stopped, and no stopped comes alone. */
    private void unobserved() {
        if (observed != null) {
            tools.observer().stopped(observed.payment());
            observed = null;
        }
    }

    private Effect<JournaledFact, Held> onDo(Held held, PaymentMessage.Do message) {
        touchedAt = now();
        return decide(held, message.command(), message.cvc(), message.replyTo());
    }

    private Effect<JournaledFact, Held> onBankSays(Held held, PaymentMessage.BankSays message) {
        Payment payment = held.payment();
        if (payment == null || !message.isAbout(payment)) {
            message.replyTo().tell(Replies.refused(null, Refusal.NOT_FOUND));
            return touched(held);
        }
        return decide(held, message.command(), null, message.replyTo());
    }

    private Effect<JournaledFact, Held> onSenderLost(Held held, PaymentMessage.SenderLost lost) {
        Payment payment = held.payment();
        if (payment == null || payment.attempt(lost.attempt()).phase() != Attempt.Phase.IN_FLIGHT) {
            return Effect().none();
        }
        return decide(held, new PaymentCommand.Recovered(), null, null);
    }

    private Effect<JournaledFact, Held> decide(
            Held held, PaymentCommand command, @Nullable Sealed newCvc, @Nullable ActorRef<PaymentReply> replyTo) {
        long causedAtNanos = System.nanoTime();
        Payment before = held.payment();
        Decision decision = PaymentRules.decide(before, command, around());
        Refusal refusal = decision.refusal();
        if (refusal != null || decision.facts().isEmpty()) {
            if (replyTo != null) {
                replyTo.tell(refusal == null ? Replies.asItIs(before) : Replies.refused(before, refusal));
            }
            arm(before);
            return Effect().none();
        }
        return Effect()
                .persist(JournaledFacts.of(
                        before, decision.facts(), tools.policy().clockMargin()))
                .thenRun(after -> {
                    Payment payment = requireNonNull(after.payment());
                    observe(before, decision.facts());
                    observed = after;
                    if (command instanceof PaymentCommand.Confirm) {
                        cvc = newCvc;
                    }
                    if (replyTo != null) {
                        replyTo.tell(Replies.changed(payment));
                    }
                    audience.changed(payment);
                    PaymentRules.effects(decision.facts())
                            .forEach(effect -> tools.effects()
                                    .run(
                                            effect,
                                            payment,
                                            cvc,
                                            causedAtNanos,
                                            result -> self.tell(new PaymentMessage.EffectDone(result))));
                    if (Audience.isSettled(payment)) {
                        cvc = null;
                    }
                    arm(payment);
                });
    }

    private void observe(@Nullable Payment before, List<PaymentFact> facts) {
        Payment payment = before;
        for (PaymentFact fact : facts) {
            Payment next = PaymentRules.apply(payment, fact);
            tools.observer().factDurable(payment, next, fact);
            payment = next;
        }
    }

    private Effect<JournaledFact, Held> lookAround(Held held) {
        Payment payment = held.payment();
        Instant now = now();
        Instant due = payment == null ? null : PaymentRules.nextDueAt(payment);
        if (due != null && !due.isAfter(now)) {
            return decide(held, new PaymentCommand.Tick(), null, null);
        }
        boolean idle = !touchedAt.plus(tools.settings().idleAfter()).isAfter(now);
        if (idle && mayLeave(payment, due, now)) {
            shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
        }
        // Also after asking to leave: the shard may not let us go now, and then we ask again.
        arm(payment);
        return Effect().none();
    }

    /** Not while an attempt is in flight (its answer would find a stranger), nor when something is due soon anyway. */
    private boolean mayLeave(@Nullable Payment payment, @Nullable Instant due, Instant now) {
        if (!audience.isEmpty(now)) {
            return false;
        }
        if (due != null && due.isBefore(now.plus(tools.settings().idleAfter()))) {
            return false;
        }
        return payment == null
                || payment.attempts().stream().noneMatch(attempt -> attempt.phase() == Attempt.Phase.IN_FLIGHT);
    }

    private Effect<JournaledFact, Held> touched(Held held) {
        touchedAt = now();
        arm(held.payment());
        return Effect().none();
    }

    /** One alarm at a time, at the next due time or when the actor would be idle, whatever is sooner. */
    private void arm(@Nullable Payment payment) {
        Instant now = now();
        Instant at = now.plus(tools.settings().idleAfter());
        Instant due = payment == null ? null : PaymentRules.nextDueAt(payment);
        if (due != null && due.isBefore(at)) {
            at = due;
        }
        Instant soonest = now.plus(ALARM_MIN);
        at = at.isBefore(soonest) ? soonest : at;
        if (alarmAt == null || at.isBefore(alarmAt) || alarmAt.plus(ALARM_LOST).isBefore(now)) {
            alarmAt = at;
            timers.startSingleTimer(KEY, new PaymentMessage.Alarm(), Duration.between(now, at));
        }
    }

    private Surroundings around() {
        return new Surroundings(
                now(), ThreadLocalRandom.current().nextLong(), tools.router(), tools.channels(), tools.policy());
    }

    /** To the millisecond, as facts are kept: what was decided and what is recovered must be the same. */
    private Instant now() {
        return tools.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
