package io.everswitch.node.limits;

import io.everswitch.domain.means.BankAccountMeans;
import io.everswitch.domain.payment.Attempt;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentFact;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.journal.JournalExtension;
import io.everswitch.node.entity.AttemptGate;
import io.everswitch.node.entity.Payments;
import io.everswitch.routing.limit.Ledger;
import io.everswitch.routing.limit.Limit;
import io.everswitch.routing.limit.LimitedAttempt;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.jspecify.annotations.Nullable;

/**
 * Limits at this node: reserves before an attempt is sent, in the ledgers of all limits that concern it, and settles when it has an
 * outcome. What is lost on the way (the process dies, the payment moves) its ledger finds out by itself. Thread-safe, never blocks.
 */
public final class AttemptLimits implements AttemptGate {
    private static final String LEDGERS = "limit";
    /** Left between the ledgers' word and send-by for the way to the bank's socket. */
    private static final Duration MARGIN = Duration.ofMillis(200);
    /** More are settled by their ledgers after half a minute. Each is a reference and one or two names. */
    private static final int REMEMBERED_MAX = 100_000;

    private static final CompletionStage<Optional<AttemptAnswer>> ADMITTED =
            CompletableFuture.completedFuture(Optional.empty());

    /** What a reservation came to at one ledger; null: nobody answered. */
    private record Word(Limit limit, String ledger, Ledger.@Nullable Verdict verdict) {}

    private final Supplier<List<Limit>> limits;
    private final Clock clock;
    private final Map<String, List<String>> reserved = new ConcurrentHashMap<>();
    private final LimitMeters meters;
    private volatile @Nullable ClusterSharding sharding;

    /** @param limits those that stand now; asked for every attempt */
    public AttemptLimits(Supplier<List<Limit>> limits, LimitMeters meters, Clock clock) {
        this.limits = limits;
        this.meters = meters;
        this.clock = clock;
    }

    /** Takes part in keeping the ledgers. Once per node, after it has joined its cluster and before payments begin. */
    public void start(ActorSystem<?> system, Payments payments) {
        LedgerEntity.Tools tools = new LedgerEntity.Tools(
                new JournalClaims(JournalExtension.get(system), LEDGERS), new PaymentFates(payments), clock);
        ClusterSharding joined = ClusterSharding.get(system);
        joined.init(Entity.of(LedgerEntity.KEY, entity -> LedgerEntity.create(entity, tools)));
        sharding = joined;
    }

    @Override
    public CompletionStage<Optional<AttemptAnswer>> admit(Payment payment, Attempt attempt) {
        List<Limit> standing = limits.get();
        if (standing.isEmpty()) {
            return ADMITTED;
        }
        LimitedAttempt limited = limited(payment, attempt);
        List<Limit> concerned =
                standing.stream().filter(limit -> limit.concerns(limited)).toList();
        Duration patience = Duration.between(clock.instant(), attempt.sendBy()).minus(MARGIN);
        if (concerned.isEmpty()) {
            return ADMITTED;
        }
        if (patience.isNegative() || patience.isZero()) {
            return CompletableFuture.completedFuture(Optional.of(unanswered()));
        }
        List<CompletableFuture<Word>> words = concerned.stream()
                .map(limit -> reserve(limit, limited, patience).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(words.toArray(CompletableFuture[]::new))
                .thenApply(all -> judged(
                        limited.reference(),
                        words.stream().map(CompletableFuture::join).toList()));
    }

    private static LimitedAttempt limited(Payment payment, Attempt attempt) {
        return new LimitedAttempt(
                attempt.ids().reference(),
                payment.merchant(),
                attempt.means().kind(),
                attempt.means() instanceof BankAccountMeans account ? account.bank() : null,
                attempt.means().fingerprint(),
                attempt.amount(),
                attempt.createdAt());
    }

    private CompletionStage<Word> reserve(Limit limit, LimitedAttempt attempt, Duration patience) {
        String ledger = limit.ledger(attempt);
        ClusterSharding joined = sharding;
        if (joined == null) {
            return CompletableFuture.completedFuture(new Word(limit, ledger, null));
        }
        return joined.entityRefFor(LedgerEntity.KEY, ledger)
                .<LimitReply>ask(
                        replyTo -> new LimitMessage.Reserve(
                                attempt.reference(),
                                attempt.amount().minor(),
                                attempt.at().toEpochMilli(),
                                limit.amountMax(),
                                limit.countMax(),
                                limit.ledgerEndsAtMs(attempt),
                                replyTo),
                        patience)
                .handle((reply, failure) -> new Word(limit, ledger, failure == null ? reply.verdict() : null));
    }

    private Optional<AttemptAnswer> judged(String reference, List<Word> words) {
        Word against = null;
        for (Word word : words) {
            Ledger.Verdict verdict = word.verdict();
            if (verdict == null || !verdict.granted()) {
                // A clear no says more than silence.
                against = against == null || against.verdict() == null ? word : against;
            }
        }
        if (against == null) {
            if (reserved.size() < REMEMBERED_MAX) {
                reserved.put(reference, words.stream().map(Word::ledger).toList());
            }
            meters.granted();
            return Optional.empty();
        }
        // Also where nobody answered: the reservation may stand.
        words.forEach(word -> settle(word.ledger(), reference, false));
        Ledger.Verdict verdict = against.verdict();
        if (verdict == null) {
            meters.unanswered();
            return Optional.of(unanswered());
        }
        meters.refused(against.limit().name());
        String which = verdict == Ledger.Verdict.OVER_AMOUNT
                ? "amount"
                : verdict == Ledger.Verdict.OVER_COUNT ? "count" : "open";
        return Optional.of(AttemptAnswer.overLimit(
                which,
                "limit " + against.limit().name() + " of "
                        + against.limit().per().code()));
    }

    /** The next channel is tried, and its attempt asks again: a ledger that moves is back within seconds. */
    private static AttemptAnswer unanswered() {
        return AttemptAnswer.notSent("limits_unanswered", "the ledger of a limit did not answer in time");
    }

    /** Settles what is known of the attempt by now. Called after each durable fact, on the payment's thread. */
    public void factDurable(Payment after, PaymentFact fact) {
        int ordinal;
        if (fact instanceof PaymentFact.AttemptConcluded concluded) {
            ordinal = concluded.attempt();
        } else if (fact instanceof PaymentFact.ReversalAcknowledged acknowledged) {
            ordinal = acknowledged.attempt();
        } else {
            return;
        }
        Fate fate = Fate.of(after, ordinal);
        if (fate == Fate.OPEN || reserved.isEmpty()) {
            return;
        }
        String reference = after.attempt(ordinal).ids().reference();
        List<String> ledgers = reserved.remove(reference);
        if (ledgers != null) {
            ledgers.forEach(ledger -> settle(ledger, reference, fate == Fate.TAKEN));
        }
    }

    private void settle(String ledger, String reference, boolean taken) {
        ClusterSharding joined = sharding;
        if (joined != null) {
            joined.entityRefFor(LedgerEntity.KEY, ledger).tell(new LimitMessage.Settle(reference, taken));
        }
    }

    /**
     * What is used of a limit. Fails if the ledger's keeper does not answer within {@code patience}.
     *
     * @param ledger as {@link Limit#ledger} names it
     */
    public CompletionStage<LimitUsage> usage(String ledger, Duration patience) {
        ClusterSharding joined = sharding;
        if (joined == null) {
            return CompletableFuture.failedFuture(new IllegalStateException("the node is starting"));
        }
        return joined.entityRefFor(LedgerEntity.KEY, ledger).ask(LimitMessage.Look::new, patience);
    }
}
