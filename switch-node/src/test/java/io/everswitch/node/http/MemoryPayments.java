package io.everswitch.node.http;

import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.payment.Attempt;
import io.everswitch.domain.payment.Decision;
import io.everswitch.domain.payment.Effect;
import io.everswitch.domain.payment.Evidence;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentCommand;
import io.everswitch.domain.payment.PaymentFact;
import io.everswitch.domain.payment.PaymentPolicy;
import io.everswitch.domain.payment.PaymentRules;
import io.everswitch.domain.payment.PaymentStatus;
import io.everswitch.domain.payment.Refund;
import io.everswitch.domain.payment.Refusal;
import io.everswitch.domain.payment.Surroundings;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.RefundRequest;
import io.everswitch.domain.port.RouteDecision;
import io.everswitch.node.entity.PaymentPage;
import io.everswitch.node.entity.PaymentReply;
import io.everswitch.node.entity.Payments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/** Payments in memory, ruled by the real rules, with a bank that answers a moment later unless it is told to wait. */
final class MemoryPayments implements Payments {
    /** If set, every stage fails with it: the journal refuses. */
    final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    /** What the router tells of its decisions. */
    volatile String grounds = "";
    /** If set, no stage ever completes. */
    volatile boolean silent;
    /** While true the bank says nothing. */
    volatile boolean bankWaits;

    private final FakeBank bank = new FakeBank();
    private final Executor executor;
    private final Map<PaymentId, Payment> payments = new HashMap<>();
    private final Map<String, PaymentId> orders = new HashMap<>();
    private final List<Consumer<Payment>> listeners = new ArrayList<>();
    private final List<Runnable> owedByBank = new ArrayList<>();
    private final List<PaymentCommand> commands = new ArrayList<>();

    MemoryPayments(Executor executor) {
        this.executor = executor;
    }

    synchronized List<PaymentCommand> commands() {
        return List.copyOf(commands);
    }

    /** Lets the bank say now what it owes. */
    void bankAnswers() {
        List<Runnable> owed;
        synchronized (this) {
            owed = List.copyOf(owedByBank);
            owedByBank.clear();
        }
        owed.forEach(Runnable::run);
    }

    @Override
    public CompletionStage<PaymentReply> create(
            MerchantId merchant, String order, Function<PaymentId, PaymentCommand.Create> command) {
        return answer(() -> {
            PaymentId id = orders.computeIfAbsent(
                    merchant + "/" + order,
                    key -> PaymentId.create(
                            Instant.now(), PaymentId.slotOf(merchant, order), 0, RandomGenerator.getDefault()));
            return decide(id, command.apply(id));
        });
    }

    @Override
    public CompletionStage<PaymentReply> confirm(PaymentId id, PaymentCommand.Confirm command, @Nullable Sealed cvc) {
        return ask(id, command);
    }

    @Override
    public CompletionStage<PaymentReply> ask(PaymentId id, PaymentCommand command) {
        return answer(() -> decide(id, command));
    }

    @Override
    public CompletionStage<PaymentReply> get(PaymentId id) {
        return answer(() -> {
            Payment payment = payments.get(id);
            return new PaymentReply(payment, payment == null ? Refusal.NOT_FOUND : null, false);
        });
    }

    @Override
    public synchronized CompletionStage<PaymentReply> awaitSettled(PaymentId id, Duration atMost) {
        Payment now = payments.get(id);
        if (now == null || now.status() != PaymentStatus.PROCESSING) {
            return get(id);
        }
        CompletableFuture<PaymentReply> settled = new CompletableFuture<>();
        listeners.add(payment -> {
            if (payment.id().equals(id) && payment.status() != PaymentStatus.PROCESSING) {
                settled.complete(new PaymentReply(payment, null, false));
            }
        });
        return settled.completeOnTimeout(new PaymentReply(now, null, false), atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Source<Payment, NotUsed> watch(PaymentId id) {
        return Source.<Payment>queue(100, OverflowStrategy.dropHead())
                .takeWhile(payment -> !payment.status().isFinal(), true)
                .mapMaterializedValue(queue -> {
                    synchronized (this) {
                        Payment now = payments.get(id);
                        if (now == null) {
                            queue.complete();
                        } else {
                            queue.offer(now);
                        }
                        listeners.add(payment -> {
                            if (payment.id().equals(id)) {
                                queue.offer(payment);
                            }
                        });
                    }
                    return NotUsed.getInstance();
                });
    }

    @Override
    public CompletionStage<Optional<PaymentId>> findByOrder(MerchantId merchant, String order) {
        return answer(() -> Optional.ofNullable(orders.get(merchant + "/" + order)));
    }

    @Override
    public CompletionStage<PaymentPage> list(
            MerchantId merchant, @Nullable PaymentStatus status, int limit, @Nullable PaymentId after) {
        if (limit < 1 || limit > 100) {
            throw new AssertionError("limit " + limit);
        }
        return answer(() -> new PaymentPage(
                payments.values().stream()
                        .filter(payment -> payment.merchant().equals(merchant))
                        .filter(payment -> status == null || payment.status() == status)
                        .sorted((one, other) -> other.id().compareTo(one.id()))
                        .filter(payment -> after == null || payment.id().compareTo(after) < 0)
                        .limit(limit)
                        .toList(),
                false));
    }

    @Override
    public CompletionStage<List<Payment>> exceptions(int limit, @Nullable PaymentId after) {
        return answer(() -> payments.values().stream()
                .filter(Payment::isException)
                .sorted((one, other) -> other.id().compareTo(one.id()))
                .filter(payment -> after == null || payment.id().compareTo(after) < 0)
                .limit(limit)
                .toList());
    }

    /** Something that is done under the lock. */
    private interface Work<T> {
        T run();
    }

    private <T> CompletionStage<T> answer(Work<T> work) {
        RuntimeException broken = failure.get();
        if (broken != null) {
            return CompletableFuture.failedFuture(broken);
        }
        if (silent) {
            return new CompletableFuture<>();
        }
        // On another thread, as an actor would.
        return CompletableFuture.supplyAsync(
                () -> {
                    synchronized (this) {
                        return work.run();
                    }
                },
                executor);
    }

    private PaymentReply decide(PaymentId id, PaymentCommand command) {
        commands.add(command);
        Payment payment = payments.get(id);
        Surroundings around = new Surroundings(
                Instant.now(),
                0,
                request -> new RouteDecision(
                        request.tried().contains(FakeBank.ID) ? null : FakeBank.ID, List.of("the only one"), grounds),
                channel -> bank,
                PaymentPolicy.DEFAULT);
        Decision decision = PaymentRules.decide(payment, command, around);
        for (PaymentFact fact : decision.facts()) {
            payment = PaymentRules.apply(payment, fact);
        }
        if (payment != null) {
            payments.put(id, payment);
            for (Consumer<Payment> listener : List.copyOf(listeners)) {
                listener.accept(payment);
            }
            for (Effect effect : PaymentRules.effects(decision.facts())) {
                carryOut(payment, effect);
            }
        }
        return new PaymentReply(payment, decision.refusal(), !decision.facts().isEmpty());
    }

    private void carryOut(Payment payment, Effect effect) {
        PaymentId id = payment.id();
        if (effect instanceof Effect.SendAttempt send) {
            Attempt attempt = payment.attempt(send.attempt());
            AttemptRequest request = new AttemptRequest(
                    attempt.ids(), attempt.amount(), attempt.means(), null, attempt.sendBy(), "", payment.shadow());
            later(() -> bank.send(request)
                    .thenAccept(answer ->
                            ask(id, new PaymentCommand.AttemptAnswered(attempt.ordinal(), answer, Evidence.ANSWER))));
        } else if (effect instanceof Effect.SendRefund send) {
            Refund refund = payment.refund(send.refund());
            Attempt attempt = payment.attempt(refund.attempt());
            RefundRequest request =
                    new RefundRequest(refund.ids(), attempt.ids(), refund.amount(), attempt.means(), "", 0);
            later(() -> bank.refund(request)
                    .thenAccept(answer -> ask(id, new PaymentCommand.RefundAnswered(refund.ordinal(), answer))));
        }
    }

    private void later(Runnable bankWork) {
        if (bankWaits) {
            owedByBank.add(bankWork);
        } else {
            executor.execute(bankWork);
        }
    }
}
