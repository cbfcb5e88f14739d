package io.everswitch.journal.plugin;

import io.everswitch.journal.IndexEntry;
import io.everswitch.journal.Indexed;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/** A persistent actor as an application would write one: it keeps texts. */
final class Shelf extends EventSourcedBehavior<Shelf.Command, Shelf.Added, List<String>> {

    sealed interface Command {}

    /** Persists all texts at once; answers with how many there are then. */
    record Add(List<String> texts, long dueMs, ActorRef<Integer> replyTo) implements Command {}

    record Read(ActorRef<List<String>> replyTo) implements Command {}

    record Stop() implements Command {}

    /** One text; with an index entry when it is written to be found. */
    record Added(String text, long dueMs, boolean found) implements Indexed {

        Added(String text, long dueMs) {
            this(text, dueMs, true);
        }

        @Override
        public long nextDueAtMs() {
            return dueMs;
        }

        @Override
        public boolean closed() {
            return dueMs == Long.MAX_VALUE;
        }

        @Override
        public List<IndexEntry> index() {
            return found
                    ? List.of(new IndexEntry("texts", text, "here"), new IndexEntry("list.texts", text, "here"))
                    : List.of();
        }
    }

    Shelf(String id) {
        super(PersistenceId.ofUniqueId(id));
    }

    static Behavior<Command> create(String id) {
        return new Shelf(id);
    }

    @Override
    public List<String> emptyState() {
        return List.of();
    }

    @Override
    public CommandHandler<Command, Added, List<String>> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(
                        Add.class,
                        (state, add) -> Effect()
                                .persist(add.texts().stream()
                                        .map(text -> new Added(text, add.dueMs()))
                                        .toList())
                                .thenReply(add.replyTo(), List::size))
                .onCommand(Read.class, (state, read) -> Effect().reply(read.replyTo(), state))
                .onCommand(Stop.class, (state, stop) -> Effect().stop())
                .build();
    }

    @Override
    public EventHandler<List<String>, Added> eventHandler() {
        return newEventHandlerBuilder().forAnyState().onAnyEvent((state, added) -> {
            List<String> more = new ArrayList<>(state);
            more.add(added.text());
            return List.copyOf(more);
        });
    }
}
