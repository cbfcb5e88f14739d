package io.everswitch.node.entity;

import io.everswitch.domain.id.PaymentId;
import io.everswitch.journal.Due;
import io.everswitch.journal.JournalExtension;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;

/**
 * Wakes payments whose due time has passed and that have no actor to notice it: after a restart all open obligations go on
 * through it. The nodes share the slots among them, by their place in the list of members: while they disagree about that list a
 * payment is woken twice, or one look later. Payments in memory have their own alarm, so only what is overdue is woken, and not again within the pause.
 */
public final class Sweeper extends AbstractBehavior<Sweeper.Command> {
    /** What the journal lists at most at a time. The next look goes on behind it, whoever of these could be woken. */
    private static final int LOOK_MAX = 1_000;

    /** What the sweeper is told. */
    public sealed interface Command {}

    private record Sweep() implements Command {}

    private record Found(List<Due> due) implements Command {}

    private record Failed(String reason) implements Command {}

    /**
     * The bounds of the sweeper.
     *
     * @param interval how often it looks
     * @param overdue how long after its due time a payment is woken: its own alarm comes first
     * @param batchMax payments woken per look: recovery reads the journal, and new payments need it too
     * @param pause how long a woken payment is left alone
     */
    public record Settings(Duration interval, Duration overdue, int batchMax, Duration pause) {
        /** After a look that took long it rests this many times as long: it may use a fifth of what a search costs. */
        private static final int REST_PER_LOOK = 4;
        /** Whoever is overdue is not left longer than this because searches are slow. */
        private static final Duration REST_MAX = Duration.ofSeconds(5);

        /**
         * How long to rest after a look. Usually an index finds what is due at once; while partitions move, the working set is
         * searched from end to end, on the same threads that payments need.
         */
        Duration restAfter(Duration look) {
            Duration rest = look.multipliedBy(REST_PER_LOOK);
            return rest.compareTo(REST_MAX) > 0 ? REST_MAX : rest;
        }

        public static final Settings DEFAULT =
                new Settings(Duration.ofMillis(500), Duration.ofMillis(500), 500, Duration.ofSeconds(5));
    }

    private final Settings settings;
    private final Clock clock;
    private final JournalExtension journal;
    private final ClusterSharding sharding;
    private final Map<String, Instant> woken = new LinkedHashMap<>();
    /** Where the next look begins: a thousand that cannot be woken, or that are others' to wake, hide nobody behind them. */
    private Due after = Due.FIRST;

    private boolean looking;
    private Instant lookBegan = Instant.MIN;
    private Instant restUntil = Instant.MIN;
    private boolean failing;

    private Sweeper(ActorContext<Command> context, TimerScheduler<Command> timers, Settings settings, Clock clock) {
        super(context);
        this.settings = settings;
        this.clock = clock;
        this.journal = JournalExtension.get(context.getSystem());
        this.sharding = ClusterSharding.get(context.getSystem());
        timers.startTimerWithFixedDelay(new Sweep(), settings.interval());
    }

    public static Behavior<Command> create(Settings settings, Clock clock) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new Sweeper(context, timers, settings, clock)));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Sweep.class, sweep -> look())
                .onMessage(Found.class, this::wake)
                .onMessage(Failed.class, failed -> {
                    rest();
                    // Twice a second for as long as it lasts: who said it once has said it.
                    if (!failing) {
                        getContext().getLog().warn("due payments cannot be looked up: {}", failed.reason());
                    }
                    failing = true;
                    return this;
                })
                .build();
    }

    private Behavior<Command> look() {
        Instant now = clock.instant();
        woken.values().removeIf(at -> at.plus(settings.pause()).isBefore(now));
        if (looking || now.isBefore(restUntil)) {
            return this;
        }
        looking = true;
        lookBegan = now;
        long untilMs = now.minus(settings.overdue()).toEpochMilli();
        getContext()
                .pipeToSelf(
                        journal.dueAfter(after.dueAtMs(), after.persistenceId(), untilMs, LOOK_MAX),
                        (due, failure) -> failure == null ? new Found(due) : new Failed(failure.toString()));
        return this;
    }

    private void rest() {
        looking = false;
        Instant now = clock.instant();
        // A clock that steps back makes the next look come at once, never later.
        Duration look = now.isAfter(lookBegan) ? Duration.between(lookBegan, now) : Duration.ZERO;
        restUntil = now.plus(settings.restAfter(look));
    }

    private Behavior<Command> wake(Found found) {
        rest();
        if (failing) {
            failing = false;
            getContext().getLog().info("due payments are looked up again");
        }
        Instant now = clock.instant();
        int count = 0;
        Share share = Share.of(Cluster.get(getContext().getSystem()));
        for (Due due : found.due()) {
            if (count == settings.batchMax()) {
                return this;
            }
            after = due;
            if (PaymentId.isValid(due.persistenceId())
                    && share.has(new PaymentId(due.persistenceId()))
                    && woken.putIfAbsent(due.persistenceId(), now) == null) {
                sharding.entityRefFor(PaymentEntity.KEY, due.persistenceId()).tell(new PaymentMessage.WakeUp());
                count++;
            }
        }
        if (found.due().size() < LOOK_MAX) {
            after = Due.FIRST;
        }
        return this;
    }
}
