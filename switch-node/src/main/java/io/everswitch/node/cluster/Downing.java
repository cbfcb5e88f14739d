package io.everswitch.node.cluster;

import com.typesafe.config.Config;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.DowningProvider;
import org.apache.pekko.cluster.sbr.SplitBrainResolverProvider;
import scala.Option;
import scala.concurrent.duration.FiniteDuration;

/**
 * Who is taken out of the cluster, and when: at once on evidence that its process is gone, otherwise by Pekko's split brain
 * resolver. Both may be wrong about a process that lives on; the journal refuses what such a one writes, and send-by (M9) keeps
 * it from paying. Named in application.conf and made by Pekko.
 */
public final class Downing extends DowningProvider {
    private final SplitBrainResolverProvider bySilence;
    private final Config config;

    public Downing(ActorSystem system) {
        this.bySilence = new SplitBrainResolverProvider(system);
        this.config = system.settings().config();
    }

    /** None: what a margin would protect from is refused by the journal. */
    @Override
    public FiniteDuration downRemovalMargin() {
        return FiniteDuration.apply(0, TimeUnit.MILLISECONDS);
    }

    @Override
    public Option<Props> downingActorProps() {
        EvidenceSettings settings = EvidenceSettings.from(config.getConfig("everswitch.cluster.evidence"));
        Props resolver = bySilence.downingActorProps().get();
        return Option.apply(Props.create(DowningActor.class, () -> new DowningActor(settings, resolver)));
    }
}
