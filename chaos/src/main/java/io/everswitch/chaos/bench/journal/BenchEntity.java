package io.everswitch.chaos.bench.journal;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/**
 * An entity with the life of a payment: it is recovered (finding nothing), persists some facts one after the other, each when
 * the one before is acknowledged, and stops.
 */
final class BenchEntity extends EventSourcedBehavior<BenchEntity.Next, BenchFact, Integer> {

    /** Persist the next fact. */
    record Next(long sinceNanos) {}

    private final Life life;
    private final ActorContext<Next> context;

    /**
     * @param facts how many facts it persists
     * @param fact what each of them is
     * @param clock told of each acknowledgement
     */
    record Life(int facts, BenchFact fact, Stopwatch clock) {}

    private BenchEntity(String id, Life life, ActorContext<Next> context) {
        super(PersistenceId.ofUniqueId(id));
        this.life = life;
        this.context = context;
    }

    /** A journal that refuses stops the entity; the facts that are missing then are not counted. */
    static Behavior<Next> create(String id, Life life) {
        Behavior<Next> entity = Behaviors.setup(context -> new BenchEntity(id, life, context));
        return Behaviors.supervise(entity).onFailure(SupervisorStrategy.stop());
    }

    @Override
    public Integer emptyState() {
        return 0;
    }

    @Override
    public CommandHandler<Next, BenchFact, Integer> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(Next.class, this::next)
                .build();
    }

    private Effect<BenchFact, Integer> next(Integer persisted, Next next) {
        if (persisted == life.facts()) {
            return Effect().stop();
        }
        return Effect().persist(life.fact()).thenRun(after -> {
            long now = System.nanoTime();
            life.clock().acknowledged(now - next.sinceNanos());
            context.getSelf().tell(new Next(now));
        });
    }

    @Override
    public EventHandler<Integer, BenchFact> eventHandler() {
        return newEventHandlerBuilder().forAnyState().onAnyEvent((persisted, fact) -> persisted + 1);
    }
}
