package io.everswitch.node.limits;

import static java.util.Objects.requireNonNull;

import io.everswitch.routing.limit.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityContext;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one ledger: what waits is decided together, written as one version, and answered after that. What is settled needs no
 * version of its own: it goes along with the next one, or alone after a second. Die before that, and the payments are asked what
 * became of the attempts that still stand open; that is done for all that stay open for long, too, so nothing stays reserved for
 * ever. Two keepers of one ledger, for a moment of a fail-over, cannot both be right: {@link LedgerChain}.
 */
final class LedgerEntity extends AbstractBehavior<LimitMessage> {
    static final EntityTypeKey<LimitMessage> KEY = EntityTypeKey.create(LimitMessage.class, "limit");

    /** Reservations that wait for the journal; who comes when so many do gets no answer, and is not sent. */
    private static final int WAITING_MAX = 1_000;

    private static final Duration TICK = Duration.ofSeconds(1);
    /** Above the time in which most outcomes come by themselves. */
    private static final Duration ASK_AFTER = Duration.ofSeconds(30);
    /** Those that another keeper left behind: their outcomes may have come while nobody kept the ledger. */
    private static final Duration ASK_AFTER_START = Duration.ofSeconds(5);

    private static final int ASK_EVERY_TICKS = 10;
    /** Payments that are asked at once. */
    private static final int ASK_MAX = 50;
    /** A second try of what the journal did not answer. */
    private static final Duration AGAIN = Duration.ofMillis(200);
    /** A ledger that nobody needs leaves memory; reading it again takes milliseconds. */
    private static final int IDLE_TICKS = 120;

    private record Tick() implements LimitMessage {}

    private record Opened(LedgerChain.Link link) implements LimitMessage {}

    private record Appended(boolean mine) implements LimitMessage {}

    /** @param what was tried, to be tried again */
    private record Failed(LimitMessage what, String reason) implements LimitMessage {}

    private record OpenAgain() implements LimitMessage {}

    private record AppendAgain() implements LimitMessage {}

    /** What each keeper is given; all of it thread-safe. */
    record Tools(Claims claims, Fates fates, Clock clock) {}

    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private final TimerScheduler<LimitMessage> timers;
    private final LedgerChain chain;
    private final Tools tools;

    private final Deque<LimitMessage.Reserve> waiting = new ArrayDeque<>();
    private final List<LimitMessage.Look> looking = new ArrayList<>();
    private final List<LimitMessage.Reserve> granted = new ArrayList<>();
    private @Nullable Ledger ledger;
    private LedgerVersion version = LedgerVersion.NONE;
    private @Nullable LedgerVersion writing;
    private boolean dirty;
    private boolean failing;
    private int ticks;
    private int idleTicks;

    private LedgerEntity(
            ActorContext<LimitMessage> context,
            TimerScheduler<LimitMessage> timers,
            EntityContext<LimitMessage> entity,
            Tools tools) {
        super(context);
        this.shard = entity.getShard();
        this.timers = timers;
        this.tools = tools;
        this.chain = new LedgerChain(entity.getEntityId(), tools.claims());
        timers.startTimerWithFixedDelay(new Tick(), TICK);
        open();
    }

    static Behavior<LimitMessage> create(EntityContext<LimitMessage> entity, Tools tools) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new LedgerEntity(context, timers, entity, tools)));
    }

    @Override
    public Receive<LimitMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(LimitMessage.Reserve.class, this::onReserve)
                .onMessage(LimitMessage.Settle.class, this::onSettle)
                .onMessage(LimitMessage.Look.class, this::onLook)
                .onMessage(Opened.class, this::onOpened)
                .onMessage(Appended.class, this::onAppended)
                .onMessage(Failed.class, this::onFailed)
                .onMessage(OpenAgain.class, again -> {
                    open();
                    return this;
                })
                .onMessage(AppendAgain.class, again -> {
                    append();
                    return this;
                })
                .onMessage(Tick.class, tick -> onTick())
                .build();
    }

    private Behavior<LimitMessage> onReserve(LimitMessage.Reserve reserve) {
        idleTicks = 0;
        if (waiting.size() < WAITING_MAX) {
            waiting.add(reserve);
        }
        decide();
        return this;
    }

    private Behavior<LimitMessage> onSettle(LimitMessage.Settle settle) {
        if (ledger != null && ledger.settle(settle.reference(), settle.taken())) {
            dirty = true;
        }
        return this;
    }

    private Behavior<LimitMessage> onLook(LimitMessage.Look look) {
        if (ledger != null) {
            look.replyTo().tell(LimitUsage.of(ledger.usage()));
        } else if (looking.size() < WAITING_MAX) {
            looking.add(look);
        }
        return this;
    }

    private void open() {
        getContext()
                .pipeToSelf(
                        chain.last(),
                        (link, failure) ->
                                failure == null ? new Opened(link) : new Failed(new OpenAgain(), failure.toString()));
    }

    private Behavior<LimitMessage> onOpened(Opened opened) {
        failing = false;
        version = LedgerVersion.of(opened.link());
        Ledger read = version.ledger();
        ledger = read;
        looking.forEach(look -> look.replyTo().tell(LimitUsage.of(read.usage())));
        looking.clear();
        askWhatBecameOf(ASK_AFTER_START);
        decide();
        return this;
    }

    /** All that wait, in one version; who is refused needs none. */
    private void decide() {
        Ledger now = ledger;
        if (now == null || writing != null) {
            return;
        }
        long endsAtMs = version.endsAtMs();
        for (LimitMessage.Reserve reserve = waiting.poll(); reserve != null; reserve = waiting.poll()) {
            Ledger.Verdict verdict = now.reserve(
                    new Ledger.Reservation(reserve.reference(), reserve.amount(), reserve.atMs()),
                    reserve.amountMax(),
                    reserve.countMax());
            if (verdict.granted()) {
                granted.add(reserve);
                endsAtMs = Math.max(endsAtMs, reserve.endsAtMs());
            } else {
                reserve.replyTo().tell(new LimitReply(verdict));
            }
        }
        if (!granted.isEmpty()) {
            write(endsAtMs);
        }
    }

    private void write(long endsAtMs) {
        writing = version.next(requireNonNull(ledger), endsAtMs);
        dirty = false;
        append();
    }

    private void append() {
        LedgerVersion next = requireNonNull(writing);
        getContext()
                .pipeToSelf(
                        chain.append(next.link(), next.endsAtMs()),
                        (mine, failure) -> failure == null
                                ? new Appended(mine)
                                : new Failed(new AppendAgain(), failure.toString()));
    }

    private Behavior<LimitMessage> onAppended(Appended appended) {
        LedgerVersion written = requireNonNull(writing);
        writing = null;
        failing = false;
        if (appended.mine()) {
            version = written;
            granted.forEach(reserve -> reserve.replyTo().tell(new LimitReply(Ledger.Verdict.GRANTED)));
            granted.clear();
            decide();
        } else {
            // Another keeper went on. What it wrote counts, and what was to be granted is decided anew.
            getContext().getLog().info("{} has another keeper, read again", chain);
            ledger = null;
            Collections.reverse(granted);
            granted.forEach(waiting::addFirst);
            granted.clear();
            open();
        }
        return this;
    }

    private Behavior<LimitMessage> onFailed(Failed failed) {
        if (!failing) {
            getContext().getLog().warn("{}: the journal did not answer, tried again: {}", chain, failed.reason());
        }
        failing = true;
        timers.startSingleTimer(failed.what(), AGAIN);
        return this;
    }

    private Behavior<LimitMessage> onTick() {
        Ledger now = ledger;
        if (now == null || writing != null) {
            return this;
        }
        ticks++;
        if (dirty) {
            write(version.endsAtMs());
        } else if (now.usage().open() > 0) {
            if (ticks % ASK_EVERY_TICKS == 0) {
                askWhatBecameOf(ASK_AFTER);
            }
        } else if (++idleTicks >= IDLE_TICKS) {
            shard.tell(new ClusterSharding.Passivate<>(getContext().getSelf()));
        }
        return this;
    }

    private void askWhatBecameOf(Duration after) {
        long untilMs = tools.clock().millis() - after.toMillis();
        List<String> old = requireNonNull(ledger).openSince(untilMs, Ledger.OPEN_MAX);
        // Some stay open for days, and must not keep the others from being asked about.
        Collections.shuffle(old);
        ActorRef<LimitMessage> self = getContext().getSelf();
        for (String reference : old.subList(0, Math.min(ASK_MAX, old.size()))) {
            tools.fates().of(reference).whenComplete((fate, failure) -> {
                // A failure is no answer: asked again.
                if (failure == null && fate != Fate.OPEN) {
                    self.tell(new LimitMessage.Settle(reference, fate == Fate.TAKEN));
                }
            });
        }
    }
}
