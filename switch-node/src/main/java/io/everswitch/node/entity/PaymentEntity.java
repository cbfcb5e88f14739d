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
import io.everswitch.journal.JournalException;
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
import org.apache.pekko.persistence.typed.JournalPersistFailed;
import org.apache.pekko.persistence.typed.JournalPersistRejected;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.RecoveryFailed;
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

    private final ActorContext<PaymentMessage> context;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private final EntityRef<PaymentMessage> self;
    private final ActorRef<PaymentMessage> here;
    private final EntityTools tools;
    private final Audience audience;
    private final Lookout lookout;

    private final Unrecovered unrecovered;
    private final TimerScheduler<PaymentMessage> timers;

    /** Read by those who bring the answers of effects, on their threads. */
    private volatile boolean stopping;

    private @Nullable Sealed cvc;
    private @Nullable Held observed;
    private @Nullable ActorRef<PaymentReply> waiting;
    private @Nullable Throwable notPersisted;

    private PaymentEntity(
            ActorContext<PaymentMessage> context,
            TimerScheduler<PaymentMessage> timers,
            EntityContext<PaymentMessage> entity,
            EntityTools tools,
            Unrecovered unrecovered) {
        super(
                PersistenceId.ofUniqueId(entity.getEntityId()),
                SupervisorStrategy.restartWithBackoff(Duration.ofMillis(100), Duration.ofSeconds(1), 0.2));
        this.context = context;
        this.shard = entity.getShard();
        this.here = context.getSelf();
        this.self = ClusterSharding.get(context.getSystem()).entityRefFor(KEY, entity.getEntityId());
        this.tools = tools;
        this.unrecovered = unrecovered;
        this.timers = timers;
        this.audience = new Audience(tools.settings());
        this.lookout = new Lookout(timers, tools.settings().idleAfter(), now());
    }

    static Behavior<PaymentMessage> create(EntityContext<PaymentMessage> entity, EntityTools tools) {
        return Behaviors.setup(context -> {
            Unrecovered unrecovered = new Unrecovered();
            return Behaviors.intercept(
                    () -> unrecovered,
                    Behaviors.withTimers(timers -> new PaymentEntity(context, timers, entity, tools, unrecovered)));
        });
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
                .onSignal(RecoveryFailed.class, (held, signal) -> {
                    unrecovered.failed();
                    tellNotPersisted(notPersisted);
                })
                .onSignal(JournalPersistFailed.class, (held, signal) -> {
                    notPersisted = signal.getFailure();
                    unrecovered.lost();
                })
                .onSignal(JournalPersistRejected.class, (held, signal) -> tellNotPersisted(signal.getFailure()))
                .onSignal(PostStop.class, (held, signal) -> stopped())
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
                    if (!unrecovered.isTold(get)) {
                        get.replyTo().tell(Replies.asItIs(held.payment()));
                    }
                    return touched(held);
                })
                .onCommand(PaymentMessage.Await.class, (held, await) -> {
                    if (!unrecovered.isTold(await)) {
                        audience.await(await, held.payment(), now());
                    }
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
                    lookout.touched(now());
                    return lookAround(held);
                })
                .onCommand(PaymentMessage.Alarm.class, (held, alarm) -> {
                    lookout.rang();
                    return lookAround(held);
                })
                .onCommand(PaymentMessage.SenderLost.class, this::onSenderLost)
                .onCommand(PaymentMessage.Stop.class, (held, stop) -> onStop(held))
                .build();
    }

    /** Also after a failed persist: then this same object goes on with another beginning. */
    private void recovered(Held held) {
        Payment payment = held.payment();
        unrecovered.recovered();
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
        lookout.rang();
        lookout.arm(payment, now());
        tellNotPersisted(notPersisted);
    }

    /**
     * After a failed persist the actor begins anew and reads what the journal really holds; only then is the caller told, since
     * what he asks next would be lost in between. A rejected one ends the actor: there is no later.
     */
    private void tellNotPersisted(@Nullable Throwable failure) {
        if (waiting != null && failure != null) {
            waiting.tell(Replies.unavailable(failure instanceof JournalException e && e.surelyNotStored()));
        }
        waiting = null;
        notPersisted = null;
    }

    /** What comes now goes to wherever the payment lives next: nobody hears it here. */
    private void stopped() {
        stopping = false;
        unobserved();
    }

    /** The observer's balance: each recovered is followed by one stopped, and no stopped comes alone. */
    private void unobserved() {
        if (observed != null) {
            tools.observer().stopped(observed.payment());
            observed = null;
        }
    }

    private Effect<JournaledFact, Held> onDo(Held held, PaymentMessage.Do message) {
        lookout.touched(now());
        if (unrecovered.isTold(message)) {
            return touched(held);
        }
        return decide(held, message.command(), message.cvc(), message.replyTo());
    }

    private Effect<JournaledFact, Held> onBankSays(Held held, PaymentMessage.BankSays message) {
        Payment payment = held.payment();
        if (unrecovered.isTold(message)) {
            return touched(held);
        }
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
            lookout.arm(before, now());
            return Effect().none();
        }
        waiting = replyTo;
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
                    waiting = null;
                    if (replyTo != null) {
                        replyTo.tell(Replies.changed(payment));
                    }
                    audience.changed(payment);
                    PaymentRules.effects(decision.facts())
                            .forEach(effect ->
                                    tools.effects().run(effect, payment, cvc, causedAtNanos, this::effectDone));
                    if (Audience.isSettled(payment)) {
                        cvc = null;
                    }
                    lookout.arm(payment, now());
                    if (stopping && !isInFlight(payment)) {
                        context.getSelf().tell(new PaymentMessage.Stop());
                    }
                });
    }

    /**
     * Wherever the payment lives by then. While this actor only waits for this very answer before it moves, sharding would hold
     * the answer back for the next one.
     */
    private void effectDone(PaymentCommand result) {
        PaymentMessage done = new PaymentMessage.EffectDone(result);
        if (stopping) {
            here.tell(done);
        } else {
            self.tell(done);
        }
    }

    /** The payment moves: an attempt that waits for its bank gets a moment for the answer, or it would be UNKNOWN. */
    private Effect<JournaledFact, Held> onStop(Held held) {
        if (stopping || !isInFlight(held.payment())) {
            return Effect().stop();
        }
        stopping = true;
        timers.startSingleTimer(new PaymentMessage.Stop(), tools.settings().stopPatience());
        return Effect().none();
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
        if (lookout.isIdle(now) && mayLeave(payment, due, now)) {
            shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
        }
        // Also after asking to leave: the shard may not let us go now, and then we ask again.
        lookout.arm(payment, now());
        return Effect().none();
    }

    /** Not while an attempt is in flight (its answer would find a stranger), nor when something is due soon anyway. */
    private boolean mayLeave(@Nullable Payment payment, @Nullable Instant due, Instant now) {
        if (!audience.isEmpty(now) || lookout.isDueSoon(due, now)) {
            return false;
        }
        return !isInFlight(payment);
    }

    private static boolean isInFlight(@Nullable Payment payment) {
        return payment != null
                && payment.attempts().stream().anyMatch(attempt -> attempt.phase() == Attempt.Phase.IN_FLIGHT);
    }

    private Effect<JournaledFact, Held> touched(Held held) {
        lookout.touched(now());
        lookout.arm(held.payment(), now());
        return Effect().none();
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
