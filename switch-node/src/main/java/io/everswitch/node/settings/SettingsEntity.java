package io.everswitch.node.settings;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/**
 * The one actor that holds the settings: a thin shell around {@link SettingsRules}. Persists, answers after that, and tells the
 * mirrors. It lives in the journal like a payment, so no database stands between an operator and a sick bank.
 */
final class SettingsEntity extends EventSourcedBehavior<SettingsMessage, JournaledChange, SettingsDocument> {
    static final EntityTypeKey<SettingsMessage> KEY = EntityTypeKey.create(SettingsMessage.class, "settings");
    /** The id of the actor, and of its history in the journal. */
    static final String ID = "settings";

    /** Changes of one page of the audit: the largest ones still fit into one message. */
    static final int HISTORY_MAX = 50;
    /** Bytes of values after which a page ends; one more setting still fits into a message. */
    static final int PAGE_BYTES = 64 * 1024;
    /** A mirror asks several times a second: who has not for so long is gone. */
    private static final Duration MIRROR_GONE = Duration.ofSeconds(3);

    private final ActorContext<SettingsMessage> context;
    private final SettingsCheck check;
    private final Clock clock;
    private final Map<ActorRef<SettingsPage>, Instant> mirrors = new HashMap<>();

    private SettingsEntity(ActorContext<SettingsMessage> context, SettingsCheck check, Clock clock) {
        super(
                PersistenceId.ofUniqueId(ID),
                SupervisorStrategy.restartWithBackoff(Duration.ofMillis(100), Duration.ofSeconds(1), 0.2));
        this.context = context;
        this.check = check;
        this.clock = clock;
    }

    static Behavior<SettingsMessage> create(SettingsCheck check, Clock clock) {
        return Behaviors.setup(context -> new SettingsEntity(context, check, clock));
    }

    @Override
    public SettingsDocument emptyState() {
        return SettingsDocument.EMPTY;
    }

    @Override
    public EventHandler<SettingsDocument, JournaledChange> eventHandler() {
        return (document, journaled) -> document.apply(journaled.fact());
    }

    @Override
    public CommandHandler<SettingsMessage, JournaledChange, SettingsDocument> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(SettingsMessage.Do.class, this::onDo)
                .onCommand(SettingsMessage.Read.class, (document, read) -> {
                    mirrors.put(read.replyTo(), clock.instant());
                    if (read.known() != document.version()) {
                        read.replyTo().tell(page(document, read.after()));
                    } else {
                        read.replyTo().tell(new SettingsPage(document.version(), "", new TreeMap<>(), ""));
                    }
                    return Effect().none();
                })
                .onCommand(SettingsMessage.Tell.class, (document, tell) -> {
                    tell.replyTo().tell(history(document, tell));
                    return Effect().none();
                })
                .build();
    }

    private Effect<JournaledChange, SettingsDocument> onDo(SettingsDocument document, SettingsMessage.Do message) {
        Instant now = now();
        SettingsRules.Decision decision = SettingsRules.decide(document, message.command(), check, now);
        SettingsFact fact = decision.fact();
        SettingsReply reply = SettingsReply.of(decision);
        if (fact == null) {
            message.replyTo().tell(reply);
            return Effect().none();
        }
        return Effect().persist(new JournaledChange(fact)).thenRun(after -> {
            message.replyTo().tell(reply);
            if (after.version() != document.version()) {
                context.getLog()
                        .info(
                                "settings version {} by {}",
                                after.version(),
                                message.command().author());
                tellMirrors(after, now);
            }
        });
    }

    private void tellMirrors(SettingsDocument document, Instant now) {
        mirrors.values().removeIf(asked -> asked.plus(MIRROR_GONE).isBefore(now));
        SettingsPage first = page(document, "");
        mirrors.keySet().forEach(mirror -> mirror.tell(first));
    }

    static SettingsPage page(SettingsDocument document, String after) {
        SortedMap<String, List<Layer>> layers = new TreeMap<>();
        int bytes = 0;
        // A path never ends with this character, so the tail begins behind the last path of the page before.
        for (var entry : document.layers().tailMap(after + '\0').entrySet()) {
            if (bytes >= PAGE_BYTES) {
                return new SettingsPage(document.version(), after, layers, layers.lastKey());
            }
            layers.put(entry.getKey(), entry.getValue());
            for (Layer layer : entry.getValue()) {
                bytes += entry.getKey().length()
                        + (layer.value() == null ? 0 : layer.value().length());
            }
        }
        return new SettingsPage(document.version(), after, layers, "");
    }

    private SettingsHistory history(SettingsDocument document, SettingsMessage.Tell tell) {
        List<Change> changes = new ArrayList<>();
        int bytes = 0;
        for (Change change :
                document.changes().headMap(tell.before(), false).descendingMap().values()) {
            if (changes.size() >= Math.min(tell.limit(), HISTORY_MAX) || bytes >= PAGE_BYTES) {
                break;
            }
            changes.add(change);
            for (Change.Entry entry : change.entries()) {
                bytes += size(entry.before()) + size(entry.after());
            }
        }
        return new SettingsHistory(document.version(), changes, document.proposals(now()));
    }

    private static int size(List<Layer> layers) {
        return layers.stream()
                .mapToInt(layer -> layer.value() == null ? 0 : layer.value().length())
                .sum();
    }

    /** To the millisecond, as facts are kept: what was decided and what is recovered must be the same. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
