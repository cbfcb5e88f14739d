package io.everswitch.node.settings;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;

/**
 * The settings as the rest of a node sees them. Thread-safe, never blocks. A stage fails if nobody answered in time; whether a
 * command was carried out is then to be seen in the history.
 */
public final class Settings {
    /** Above what a new home of the actor takes after a node died (3 s). */
    private static final Duration ASK_MAX = Duration.ofSeconds(5);

    private final EntityRef<SettingsMessage> entity;
    private final SettingsBoard board;

    private Settings(EntityRef<SettingsMessage> entity, SettingsBoard board) {
        this.entity = entity;
        this.board = board;
    }

    /** Takes part in keeping the settings, and keeps a mirror of them. Once per node, after it has joined its cluster. */
    public static Settings start(ActorSystem<?> system, SettingsBoard board, SettingsCheck check, Clock clock) {
        ClusterSharding sharding = ClusterSharding.get(system);
        sharding.init(Entity.of(SettingsEntity.KEY, entity -> SettingsEntity.create(check, clock)));
        system.systemActorOf(
                Behaviors.supervise(SettingsMirror.create(board, clock)).onFailure(SupervisorStrategy.restart()),
                "settings-mirror",
                Props.empty());
        return new Settings(sharding.entityRefFor(SettingsEntity.KEY, SettingsEntity.ID), board);
    }

    public SettingsBoard board() {
        return board;
    }

    public CompletionStage<SettingsReply> command(SettingsCommand command) {
        return entity.ask(replyTo -> new SettingsMessage.Do(command, replyTo), ASK_MAX);
    }

    /**
     * @param before only changes with a smaller number; {@link Long#MAX_VALUE}: the newest
     * @param limit at most so many, 1 … 50
     */
    public CompletionStage<SettingsHistory> history(long before, int limit) {
        return entity.ask(replyTo -> new SettingsMessage.Tell(before, limit, replyTo), ASK_MAX);
    }
}
