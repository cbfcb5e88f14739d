package io.everswitch.chaos.bench.journal;

import java.util.Random;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** Keeps a number of entities living at once: when one has lived, the next one begins. */
final class BenchLoad extends AbstractBehavior<BenchLoad.Command> {
    private static final int FACT_BYTES = 300;
    private static final int FACTS_EACH = 4;

    /** What the load is told. */
    sealed interface Command {}

    /** Begin so many entities. */
    record Begin(int concurrent) implements Command {}

    private final String prefix;
    private final BenchEntity.Life life;
    private long begun;

    private BenchLoad(ActorContext<Command> context, String prefix, Stopwatch clock) {
        super(context);
        this.prefix = prefix;
        byte[] bytes = new byte[FACT_BYTES];
        new Random(1).nextBytes(bytes);
        this.life = new BenchEntity.Life(FACTS_EACH, new BenchFact(bytes), clock);
    }

    /** @param prefix of the ids, different in each process and run */
    static Behavior<Command> create(String prefix, Stopwatch clock) {
        return Behaviors.setup(context -> new BenchLoad(context, prefix, clock));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Begin.class, begin -> {
                    for (int i = 0; i < begin.concurrent(); i++) {
                        one();
                    }
                    return this;
                })
                .onSignal(Terminated.class, ended -> {
                    one();
                    return this;
                })
                .build();
    }

    private void one() {
        ActorRef<BenchEntity.Next> entity = getContext().spawnAnonymous(BenchEntity.create(prefix + begun++, life));
        getContext().watch(entity);
        entity.tell(new BenchEntity.Next(System.nanoTime()));
    }
}
