package io.everswitch.node.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorIdentity;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Identify;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.sharding.ShardCoordinator;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scala.Option;

/** A real worker of Pekko's coordinator, and a region that dies in the first step of a hand-over. */
final class HandOffsTest {
    private static final long TIMEOUT_S = 20;

    private final ActorSystem system =
            ActorSystem.create("everswitch", ConfigFactory.parseString("""
                    pekko.remote.artery.canonical.port = 0
                    pekko.remote.artery.canonical.hostname = "127.0.0.1"
                    pekko.cluster.jmx.enabled = off
                    """).withFallback(ConfigFactory.load()));

    private record Child(Props props, String name) {}

    /** Makes children where it is told, and tells its maker what they tell it. */
    private static final class Branch extends AbstractActor {
        private ActorRef maker = ActorRef.noSender();

        static Props props() {
            return Props.create(Branch.class, Branch::new);
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .match(Child.class, child -> {
                        maker = getSender();
                        maker.tell(getContext().actorOf(child.props(), child.name()), getSelf());
                    })
                    .matchAny(told -> {
                        // And what a region is told is not answered: it dies before.
                        if (told.toString().startsWith("RebalanceDone")) {
                            maker.tell(told.toString(), getSelf());
                        }
                    })
                    .build();
        }
    }

    @AfterEach
    void end() {
        TestKit.shutdownActorSystem(system);
    }

    private static ActorRef child(TestKit kit, ActorRef parent, Props props, String name) {
        parent.tell(new Child(props, name), kit.getRef());
        return kit.expectMsgClass(Duration.ofSeconds(TIMEOUT_S), ActorRef.class);
    }

    @Test
    void regionThatDiesInTheFirstStep_handOverEndsLongBeforeItsTimeOut() throws ReflectiveOperationException {
        TestKit kit = new TestKit(system);
        ActorRef sharding = system.actorOf(Branch.props(), "sharding");
        ActorRef region = child(kit, sharding, Branch.props(), "payment");
        ActorRef manager = child(kit, sharding, Branch.props(), "paymentCoordinator");
        ActorRef singleton = child(kit, manager, Branch.props(), "singleton");
        ActorRef coordinator = child(kit, singleton, Branch.props(), "coordinator");

        ActorRef handOffs = system.actorOf(HandOffs.props("/user/sharding/"), "hand-offs");
        handOffs.tell(new ActorIdentity("found", Option.apply(region)), kit.getRef());
        // Answered after what came before it: the region is watched.
        handOffs.tell(new Identify("watched"), kit.getRef());
        kit.expectMsgClass(Duration.ofSeconds(TIMEOUT_S), ActorIdentity.class);

        ActorRef worker = child(kit, coordinator, worker(region), "a");
        kit.watch(region);
        system.stop(region);
        kit.expectTerminated(Duration.ofSeconds(TIMEOUT_S), region);
        // As the coordinator does, once.
        worker.tell(terminated(region), ActorRef.noSender());

        assertEquals("RebalanceDone(7,true)", kit.expectMsgClass(Duration.ofSeconds(5), String.class));
    }

    private static Object terminated(ActorRef region) throws ReflectiveOperationException {
        return Class.forName(ShardCoordinator.class.getName() + "$RebalanceWorker$ShardRegionTerminated")
                .getConstructor(ActorRef.class)
                .newInstance(region);
    }

    private static Props worker(ActorRef region) throws ReflectiveOperationException {
        Class<?> worker = Class.forName(ShardCoordinator.class.getName() + "$RebalanceWorker");
        scala.collection.immutable.Set<ActorRef> regions =
                Option.apply(region).toList().toSet();
        return Props.create(
                worker,
                "payment",
                "7",
                region,
                scala.concurrent.duration.Duration.create(TIMEOUT_S, java.util.concurrent.TimeUnit.SECONDS),
                regions,
                true);
    }
}
