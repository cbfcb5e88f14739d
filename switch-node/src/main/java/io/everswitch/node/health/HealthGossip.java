package io.everswitch.node.health;

import io.everswitch.routing.degrade.RateShare;
import io.everswitch.routing.health.ChannelHealthBoard;
import io.everswitch.routing.health.NodeNumbers;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.apache.pekko.cluster.Cluster;

/**
 * Tells the other nodes what this one has seen at its channels, and hears what they have: twice a second, only what changed since
 * each of them last said how far it has read. At most one message is on its way to each, of bounded size; one that nobody
 * answers is told again. A node that comes late is told the whole window, one that goes is forgotten here, and its numbers
 * leave the windows as they grow old. Nothing waits for any of this: a node that hears nobody judges by what it sees itself.
 */
public final class HealthGossip extends AbstractBehavior<HealthMessage> {
    static final ServiceKey<HealthMessage> KEY = ServiceKey.create(HealthMessage.class, "channel-health");

    /** With a message's way and the next look at a window, what one node sees counts everywhere within a second. */
    private static final Duration EVERY = Duration.ofMillis(500);
    /** A lost message is made good for after so many looks: two seconds. */
    private static final int REPEAT_AFTER_TICKS = 4;
    /** Seconds in one message: some 30 kB, at the very worst 100 kB, below the transport's 256 kB. */
    static final int SECONDS_MAX = 250;

    /** How far another node has read. */
    private static final class Reader {
        private long read;
        /** Ticks since a message that nobody has answered yet; 0: none is on its way. */
        private int waiting;
    }

    /** Who tells. */
    private record Self(String name, long epoch) {}

    private final ChannelHealthBoard board;
    private final Supplier<RateShare> share;
    private final Clock clock;
    private final Self self;
    private final Map<ActorRef<HealthMessage>, Reader> readers = new HashMap<>();

    private HealthGossip(
            ActorContext<HealthMessage> context,
            ChannelHealthBoard board,
            Supplier<RateShare> share,
            Clock clock,
            Self self) {
        super(context);
        this.board = board;
        this.share = share;
        this.clock = clock;
        this.self = self;
        ActorRef<Receptionist.Listing> listings = context.messageAdapter(
                Receptionist.Listing.class, listing -> new HealthMessage.Peers(listing.getServiceInstances(KEY)));
        context.getSystem().receptionist().tell(Receptionist.register(KEY, context.getSelf()));
        context.getSystem().receptionist().tell(Receptionist.subscribe(KEY, listings));
    }

    /** Once per node, after it has joined its cluster. */
    public static void start(ActorSystem<?> system, ChannelHealthBoard board, Supplier<RateShare> share, Clock clock) {
        // The board lives as long as the process: so does what its counts belong to, also when the actor is started
        // anew.
        Self self = new Self(Cluster.get(system).selfAddress().toString(), clock.millis());
        Behavior<HealthMessage> behavior = Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new HealthMessage.Tick(), EVERY);
            return new HealthGossip(context, board, share, clock, self);
        }));
        system.systemActorOf(
                Behaviors.supervise(behavior).onFailure(SupervisorStrategy.restart()), "channel-health", Props.empty());
    }

    @Override
    public Receive<HealthMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(HealthMessage.Tick.class, tick -> {
                    board.tick(share.get(), clock.instant());
                    readers.forEach(this::look);
                    return this;
                })
                .onMessage(HealthMessage.Peers.class, peers -> {
                    peers(peers.all());
                    return this;
                })
                .onMessage(HealthMessage.Told.class, told -> {
                    board.heard(told.numbers(), clock.instant());
                    NodeNumbers numbers = told.numbers();
                    told.by()
                            .tell(new HealthMessage.Heard(
                                    numbers.epoch(),
                                    numbers.upTo(),
                                    getContext().getSelf()));
                    return this;
                })
                .onMessage(HealthMessage.Heard.class, heard -> {
                    heard(heard);
                    return this;
                })
                .build();
    }

    private void peers(Set<ActorRef<HealthMessage>> all) {
        readers.keySet().retainAll(all);
        for (ActorRef<HealthMessage> peer : all) {
            if (!peer.equals(getContext().getSelf())) {
                readers.computeIfAbsent(peer, one -> new Reader());
            }
        }
    }

    private void look(ActorRef<HealthMessage> peer, Reader reader) {
        if (reader.waiting == 0 || ++reader.waiting > REPEAT_AFTER_TICKS) {
            tell(peer, reader);
        }
    }

    private void heard(HealthMessage.Heard heard) {
        Reader reader = readers.get(heard.by());
        if (reader == null || heard.epoch() != self.epoch() || heard.upTo() < reader.read) {
            return;
        }
        boolean advanced = heard.upTo() > reader.read;
        reader.read = heard.upTo();
        reader.waiting = 0;
        // The rest of what did not fit. Otherwise the next tick is soon enough.
        if (advanced
                && board.numbers(self.name(), self.epoch(), reader.read, SECONDS_MAX)
                        .more()) {
            tell(heard.by(), reader);
        }
    }

    private void tell(ActorRef<HealthMessage> peer, Reader reader) {
        NodeNumbers numbers = board.numbers(self.name(), self.epoch(), reader.read, SECONDS_MAX);
        if (numbers.seconds().isEmpty()) {
            reader.waiting = 0;
            return;
        }
        reader.waiting = 1;
        peer.tell(new HealthMessage.Told(numbers, getContext().getSelf()));
    }
}
