package io.everswitch.node.settings;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;

/**
 * Keeps this node's board as the settings' actor has it: asks now and then, and is told of changes in between. While nobody
 * answers the node goes on with what it knows. Values that end by themselves are taken off here.
 */
final class SettingsMirror extends AbstractBehavior<SettingsMirror.Message> {
    /** What the mirror hears. */
    sealed interface Message {}

    private record Tick() implements Message {}

    private record Heard(SettingsPage page) implements Message {}

    /** A lost word of a change is made good for after this; well below the second within which all nodes must know. */
    static final Duration EVERY = Duration.ofMillis(300);

    private final EntityRef<SettingsMessage> settings;
    private final ActorRef<SettingsPage> self;
    private final SettingsBoard board;
    private final Clock clock;

    private SettingsDocument document = SettingsDocument.EMPTY;
    private long known = -1;
    private final SortedMap<String, List<Layer>> partial = new TreeMap<>();
    private long partialVersion = -1;
    private String partialNext = "";

    private SettingsMirror(ActorContext<Message> context, SettingsBoard board, Clock clock) {
        super(context);
        this.settings = ClusterSharding.get(context.getSystem()).entityRefFor(SettingsEntity.KEY, SettingsEntity.ID);
        this.self = context.messageAdapter(SettingsPage.class, Heard::new);
        this.board = board;
        this.clock = clock;
    }

    static Behavior<Message> create(SettingsBoard board, Clock clock) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Tick(), Duration.ZERO, EVERY);
            return new SettingsMirror(context, board, clock);
        }));
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Tick.class, tick -> {
                    show();
                    ask("");
                    return this;
                })
                .onMessage(Heard.class, heard -> {
                    onPage(heard.page());
                    return this;
                })
                .build();
    }

    private void onPage(SettingsPage page) {
        // What comes late from before a change must not turn it back.
        if (page.version() <= known) {
            return;
        }
        if (page.after().isEmpty()) {
            partial.clear();
            partialVersion = page.version();
        } else if (page.version() != partialVersion || !page.after().equals(partialNext)) {
            // They changed between two pages, or pages met: the next look begins anew.
            return;
        }
        partial.putAll(page.layers());
        partialNext = page.next();
        if (!page.next().isEmpty()) {
            ask(page.next());
            return;
        }
        document = SettingsDocument.mirrored(page.version(), partial);
        known = page.version();
        partial.clear();
        show();
    }

    private void ask(String after) {
        settings.tell(new SettingsMessage.Read(known, after, self));
    }

    private void show() {
        if (known >= 0) {
            Instant now = clock.instant();
            board.show(new SettingsView(known, document.values(now)));
        }
    }
}
