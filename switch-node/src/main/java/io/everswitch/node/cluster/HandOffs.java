package io.everswitch.node.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.AbstractActorWithTimers;
import org.apache.pekko.actor.ActorIdentity;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Identify;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.Terminated;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;

/**
 * Lets the hand-over of a shard end when the node that had it died in the middle.
 *
 * <p>A shard moves in two steps: all nodes are told, then the one that has it is asked to let go. Pekko 1.7 forgets a death of
 * that one which it learns of in the first step: it asks the dead one all the same, and the shard has no home until {@code
 * handoff-timeout} (10 s) is over ({@code ShardCoordinator.RebalanceWorker}). So whoever runs the coordinator is told of the death
 * again, a few times while hand-overs that had begun may still be in their first step; one that knows already does nothing.
 *
 * <p>This uses a message that Pekko does not promise to keep: look here first when its version changes.
 */
public final class HandOffs extends AbstractActorWithTimers {

    private static final String DEAD =
            "org.apache.pekko.cluster.sharding.ShardCoordinator$RebalanceWorker$ShardRegionTerminated";
    private static final String SHARDING = "/system/sharding/";
    /** Regions are looked for this often: a node's begin to exist seconds after it became a member. */
    private static final Duration LOOK = Duration.ofSeconds(2);
    /** The first step takes moments, and on a busy node a second. */
    private static final List<Duration> AGAIN =
            List.of(Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofMillis(700), Duration.ofMillis(1500));

    private static final Set<MemberStatus> THERE =
            Set.of(MemberStatus.up(), MemberStatus.leaving(), MemberStatus.exiting());

    private record Look() {}

    private record Again(ActorRef region) {}

    private final Cluster cluster = Cluster.get(getContext().getSystem());
    private final String regions;
    /** Those that are watched; the ones of a dead node leave when they are told to be dead. */
    private final Set<ActorRef> watched = new HashSet<>();

    private final Map<UniqueAddress, Member> others = new HashMap<>();

    private HandOffs(String regions) {
        this.regions = regions;
    }

    /** Runs until the system ends. */
    public static void start(ActorSystem<?> system) {
        ExtendedActorSystem classic = (ExtendedActorSystem) Adapter.toClassic(system);
        classic.systemActorOf(props(SHARDING), "hand-offs");
    }

    /** @param regions the path above all regions, and above their coordinators */
    static Props props(String regions) {
        return Props.create(HandOffs.class, () -> new HandOffs(regions));
    }

    @Override
    public void preStart() {
        cluster.subscribe(getSelf(), ClusterEvent.initialStateAsEvents(), ClusterEvent.MemberEvent.class);
        getTimers().startTimerWithFixedDelay("look", new Look(), LOOK);
    }

    @Override
    public void postStop() {
        cluster.unsubscribe(getSelf());
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(ClusterEvent.MemberEvent.class, event -> changed(event.member()))
                .match(Look.class, look -> others.keySet().forEach(this::look))
                .match(ActorIdentity.class, found -> found.getActorRef().ifPresent(this::watch))
                .match(Terminated.class, this::ended)
                .match(Again.class, again -> tell(again.region()))
                .build();
    }

    private void changed(Member member) {
        if (member.uniqueAddress().equals(cluster.selfUniqueAddress())) {
            return;
        }
        if (THERE.contains(member.status())) {
            others.put(member.uniqueAddress(), member);
        } else {
            others.remove(member.uniqueAddress());
        }
    }

    private void look(UniqueAddress member) {
        getContext().actorSelection(member.address() + regions + "*").tell(new Identify(member.toString()), getSelf());
    }

    /** A coordinator's name or another's that is no region's: nobody has a hand-over from it, and nothing happens. */
    void watch(ActorRef region) {
        if (watched.add(region)) {
            getContext().watch(region);
        }
    }

    private void ended(Terminated terminated) {
        ActorRef region = terminated.actor();
        watched.remove(region);
        for (Duration after : AGAIN) {
            getTimers().startSingleTimer(region + " " + after, new Again(region), after);
        }
    }

    private void tell(ActorRef region) {
        getContext()
                .actorSelection(regions + region.path().name() + "Coordinator/singleton/coordinator/*")
                .tell(dead(region), getSelf());
    }

    /** Scala's class in an object in an object has no name in Java. */
    private static Object dead(ActorRef region) {
        try {
            return Class.forName(DEAD).getConstructor(ActorRef.class).newInstance(region);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of Pekko hands shards over in another way", e);
        }
    }
}
