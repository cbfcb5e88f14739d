package io.everswitch.node.entity;

import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentCommand;
import io.everswitch.domain.payment.PaymentStatus;
import io.everswitch.journal.JournalExtension;
import io.everswitch.node.facts.PaymentIndex;
import io.everswitch.node.readmodel.PaymentSearch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/** {@link Payments} as sharded actors and the journal's index. */
public final class ShardedPayments implements Payments {
    /** Above what any honest fsync and hand-over takes, below the patience of whoever waits. */
    private static final Duration ASK_SLICE = Duration.ofMillis(1_500);

    /** What is left of the time must be worth another question. */
    private static final Duration ASK_MIN = Duration.ofMillis(100);

    private static final Duration AWAIT_SLICE = Duration.ofSeconds(2);
    private static final Duration AWAIT_MIN = Duration.ofMillis(20);

    /** Questions for one page of a list: a second one is rare, and each costs a page of payments. */
    private static final int LIST_ROUNDS_MAX = 10;

    private final ActorSystem<?> system;
    private final ClusterSharding sharding;
    private final JournalExtension journal;
    private final PaymentSearch search;
    private final Clock clock;
    private final Duration askTimeout;

    /** @param askTimeout how long a payment may take to answer a command; longer than the journal's slowest fsync */
    public ShardedPayments(ActorSystem<?> system, Clock clock, Duration askTimeout) {
        this.system = system;
        this.sharding = ClusterSharding.get(system);
        this.journal = JournalExtension.get(system);
        this.search = new PaymentSearch(journal, clock);
        this.clock = clock;
        this.askTimeout = askTimeout;
    }

    @Override
    public CompletionStage<PaymentReply> create(
            MerchantId merchant, String merchantOrderId, Function<PaymentId, PaymentCommand.Create> command) {
        PaymentId candidate = PaymentId.create(
                clock.instant(),
                PaymentId.slotOf(merchant, merchantOrderId),
                cellForNew(),
                ThreadLocalRandom.current());
        // The claim comes first: whoever claims second gets the same id, and creating is idempotent at the payment. If
        // we
        // die between the two, the next request for this order finds the id and creates the payment under it.
        return journal.claim(PaymentIndex.ORDERS, PaymentIndex.orderKey(merchant, merchantOrderId), candidate.value())
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        new PaymentsUnavailable("the journal does not take orders", true)))
                .thenCompose(standing -> {
                    PaymentId id = new PaymentId(standing);
                    return ask(id, command.apply(id));
                });
    }

    @Override
    public CompletionStage<PaymentReply> confirm(PaymentId id, PaymentCommand.Confirm command, @Nullable Sealed cvc) {
        // Without a key a second one would be taken for another try.
        boolean repeatable = !command.idempotencyKey().isEmpty();
        return tell(id, repeatable, replyTo -> new PaymentMessage.Do(command, cvc, replyTo));
    }

    @Override
    public CompletionStage<PaymentReply> ask(PaymentId id, PaymentCommand command) {
        boolean repeatable = command instanceof PaymentCommand.Create || command instanceof PaymentCommand.Refund;
        return tell(id, repeatable, replyTo -> new PaymentMessage.Do(command, null, replyTo));
    }

    @Override
    public CompletionStage<PaymentReply> get(PaymentId id) {
        return tell(id, true, PaymentMessage.Get::new);
    }

    @Override
    public CompletionStage<PaymentReply> awaitSettled(PaymentId id, Duration atMost) {
        return settled(id, clock.instant().plus(atMost));
    }

    /** Asked for again now and then: an actor that died with its node does not know any more who waits. */
    private CompletionStage<PaymentReply> settled(PaymentId id, Instant until) {
        Duration left = Duration.between(clock.instant(), until);
        if (left.compareTo(AWAIT_MIN) < 0) {
            return get(id);
        }
        Duration slice = left.compareTo(AWAIT_SLICE) < 0 ? left : AWAIT_SLICE;
        return ref(id).<PaymentReply>ask(
                        replyTo -> new PaymentMessage.Await(clock.instant().plus(slice), replyTo), slice)
                .thenApply(reply -> taken(id, reply))
                .exceptionallyCompose(tooLong -> settled(id, until));
    }

    @Override
    public Source<Payment, NotUsed> watch(PaymentId id) {
        return PaymentWatching.source(system, ref(id));
    }

    @Override
    public CompletionStage<Optional<PaymentId>> findByOrder(MerchantId merchant, String merchantOrderId) {
        return readable(search.ofOrder(merchant, merchantOrderId));
    }

    @Override
    public CompletionStage<PaymentPage> list(
            MerchantId merchant, @Nullable PaymentStatus status, int limit, @Nullable PaymentId startingAfter) {
        return list(new Wanted(merchant, status, limit), startingAfter, new ArrayList<>(), 1);
    }

    private record Wanted(MerchantId merchant, @Nullable PaymentStatus status, int limit) {}

    /** The archive also names payments that had a status once, so a page may take several questions. */
    private CompletionStage<PaymentPage> list(
            Wanted wanted, @Nullable PaymentId after, List<Payment> found, int round) {
        if (round > LIST_ROUNDS_MAX) {
            return CompletableFuture.failedFuture(
                    new PaymentsUnavailable("too many payments changed their status to find a page of them", true));
        }
        int missing = wanted.limit() - found.size();
        return readable(search.list(wanted.merchant(), wanted.status(), missing, after))
                .thenCompose(part -> all(part.ids()).thenCompose(payments -> {
                    List<PaymentId> ids = part.ids();
                    payments.stream()
                            .filter(payment -> wanted.status() == null || wanted.status() == payment.status())
                            .forEach(found::add);
                    if (part.archiveAway() && found.isEmpty()) {
                        return CompletableFuture.failedFuture(
                                new PaymentsUnavailable("what may be there is in the archive, which is away", true));
                    }
                    boolean last = part.archiveAway() || ids.size() < missing || found.size() >= wanted.limit();
                    return last
                            ? CompletableFuture.completedFuture(new PaymentPage(found, part.archiveAway()))
                            : list(wanted, ids.get(ids.size() - 1), found, round + 1);
                }));
    }

    @Override
    public CompletionStage<List<Payment>> exceptions(int limit, @Nullable PaymentId startingAfter) {
        return readable(journal.scan(PaymentIndex.exceptions(startingAfter), limit))
                .thenCompose(entries -> all(entries.stream()
                        .map(entry -> PaymentIndex.idOf(entry.key()))
                        .toList()));
    }

    private CompletionStage<List<Payment>> all(List<PaymentId> ids) {
        List<CompletableFuture<PaymentReply>> replies =
                ids.stream().map(id -> get(id).toCompletableFuture()).toList();
        return CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new))
                .thenApply(all -> present(replies));
    }

    private int cellForNew() {
        return journal.cellForNew(ThreadLocalRandom.current());
    }

    private static <T> CompletionStage<T> readable(CompletionStage<T> read) {
        return read.exceptionallyCompose(failure ->
                CompletableFuture.failedFuture(new PaymentsUnavailable("the journal's index cannot be read", true)));
    }

    private static List<Payment> present(List<CompletableFuture<PaymentReply>> replies) {
        List<Payment> payments = new ArrayList<>(replies.size());
        for (CompletableFuture<PaymentReply> reply : replies) {
            Payment payment = reply.join().payment();
            if (payment != null) {
                payments.add(payment);
            }
        }
        return payments;
    }

    private CompletionStage<PaymentReply> tell(
            PaymentId id, boolean repeatable, Function<ActorRef<PaymentReply>, PaymentMessage> message) {
        return asked(id, repeatable, message, clock.instant().plus(askTimeout))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(unavailable(id, failure)))
                .thenApply(reply -> taken(id, reply));
    }

    /** What the payment recognizes as a repeat is asked again before the caller gives up: a node may have died with it. */
    private CompletionStage<PaymentReply> asked(
            PaymentId id, boolean repeatable, Function<ActorRef<PaymentReply>, PaymentMessage> message, Instant until) {
        Duration left = Duration.between(clock.instant(), until);
        Duration slice = repeatable && left.compareTo(ASK_SLICE) > 0 ? ASK_SLICE : left;
        return ref(id).<PaymentReply>ask(message::apply, slice).exceptionallyCompose(failure -> {
            boolean again = repeatable
                    && cause(failure) instanceof TimeoutException
                    && clock.instant().plus(ASK_MIN).isBefore(until);
            return again ? asked(id, true, message, until) : CompletableFuture.failedFuture(failure);
        });
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static PaymentReply taken(PaymentId id, PaymentReply reply) {
        PaymentReply.Unavailable unavailable = reply.unavailable();
        if (unavailable != null) {
            throw new PaymentsUnavailable("the journal did not take the facts of " + id, unavailable.nothingDone());
        }
        return reply;
    }

    private static PaymentsUnavailable unavailable(PaymentId id, Throwable failure) {
        String why = cause(failure) instanceof TimeoutException ? "did not answer in time" : "cannot be reached";
        return new PaymentsUnavailable("payment " + id + " " + why, false);
    }

    private EntityRef<PaymentMessage> ref(PaymentId id) {
        return sharding.entityRefFor(PaymentEntity.KEY, id.value());
    }
}
