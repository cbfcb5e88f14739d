package io.everswitch.node.cluster;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.Reachability;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.remote.RemoteActorRefProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * Takes members out of the cluster whose cluster port refuses connections, and those that most members cannot reach; its child,
 * Pekko's split brain resolver, decides where no half has most. Every node does so by itself: saying it twice changes nothing.
 */
final class DowningActor extends AbstractActor {
    private static final Logger LOG = LoggerFactory.getLogger(DowningActor.class);

    /** Those that watch others. */
    private static final Set<MemberStatus> VOICED =
            Set.of(MemberStatus.up(), MemberStatus.leaving(), MemberStatus.exiting());

    private record Gone(String name) {}

    private final Cluster cluster = Cluster.get(getContext().getSystem());
    private final Map<String, Member> members = new HashMap<>();
    private final RemoteActorRefProvider remoting =
            (RemoteActorRefProvider) ((ExtendedActorSystem) getContext().getSystem()).provider();
    private final EvidenceSettings settings;
    private final PeerPorts ports;

    DowningActor(EvidenceSettings settings, Props resolver) {
        this.settings = settings;
        getContext().actorOf(resolver, "split-brain-resolver");
        ActorRef self = getSelf();
        this.ports = new PeerPorts(settings, name -> self.tell(new Gone(name), ActorRef.noSender()));
    }

    @Override
    public void preStart() {
        cluster.subscribe(
                getSelf(),
                ClusterEvent.initialStateAsEvents(),
                ClusterEvent.MemberEvent.class,
                ClusterEvent.ReachabilityChanged.class);
    }

    @Override
    public void postStop() {
        cluster.unsubscribe(getSelf());
        ports.close();
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(ClusterEvent.MemberEvent.class, this::changed)
                .match(ClusterEvent.ReachabilityChanged.class, seen -> judge(seen.reachability()))
                .match(Gone.class, this::gone)
                .build();
    }

    private void changed(ClusterEvent.MemberEvent event) {
        Member member = event.member();
        String name = member.uniqueAddress().toString();
        boolean ended = member.status().equals(MemberStatus.removed())
                || member.status().equals(MemberStatus.down());
        if (member.uniqueAddress().equals(cluster.selfUniqueAddress())) {
            return;
        }
        if (ended) {
            members.remove(name);
        } else {
            members.put(name, member);
        }
        Map<String, InetSocketAddress> addresses = new HashMap<>();
        members.forEach((each, peer) -> addresses.put(each, socketAddress(peer.address())));
        ports.watch(addresses);
    }

    private void judge(Reachability reachability) {
        Set<UniqueAddress> voices = new HashSet<>();
        members.values().stream()
                .filter(member -> VOICED.contains(member.status()))
                .forEach(member -> voices.add(member.uniqueAddress()));
        voices.add(cluster.selfUniqueAddress());
        Set<UniqueAddress> out = Witnesses.outByMost(reachability, voices);
        if (out.contains(cluster.selfUniqueAddress())) {
            // The others will say so; whom this node accuses is not for it to decide.
            return;
        }
        for (UniqueAddress member : out) {
            LOG.warn("member {} is down: most of {} members cannot reach it", member.address(), voices.size());
            cluster.down(member.address());
        }
    }

    private static InetSocketAddress socketAddress(Address address) {
        // Numeric in every configuration of ours; a name is looked up once, when the member joins.
        return new InetSocketAddress(
                address.getHost().orElseThrow(), address.getPort().orElseThrow());
    }

    private void gone(Gone gone) {
        Member member = members.get(gone.name());
        if (member != null) {
            LOG.warn(
                    "member {} is down: its cluster port refused {} connections in a row",
                    member.address(),
                    settings.refusals());
            // A member that is down is removed only when somebody finds it unreachable; to wait until its heartbeats
            // are missed
            // (2 s) would be most of a failover.
            remoting.quarantine(
                    member.address(), Option.apply(member.uniqueAddress().longUid()), "its cluster port refuses");
            cluster.down(member.address());
        }
    }
}
