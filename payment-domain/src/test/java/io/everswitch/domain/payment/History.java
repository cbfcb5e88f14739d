package io.everswitch.domain.payment;

import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.ChannelProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One random life of one payment: commands, answers in any order, late, twice or lost, clocks that jump forward, restarts
 * with senders that are only half dead, and banks that contradict themselves. Then it is driven to rest. Used by one thread.
 */
final class History {
    private static final int ROUNDS_MAX = 1_000;

    final Map<String, Integer> seen = new HashMap<>();
    final List<String> log = new ArrayList<>();
    private final Random random;
    private final Bench bench;
    private final SimBank bank;
    private final Invariants invariants;
    private final Wire wire;

    History(long seed) {
        // Consecutive seeds of Random begin alike (all with the same kind of bank, say): scrambled, they do not.
        random = new Random(new SplittableRandom(seed).nextLong());
        wire = new Wire(random);
        bank = new SimBank(random);
        bench = new Bench(
                random.nextBoolean() ? ChannelProfile.Resolution.QUERY : ChannelProfile.Resolution.REVERSE,
                1 + random.nextInt(4));
        invariants = new Invariants(bank, bench.policy.clockMargin());
        tell(Bench.create("order-1", "hash-1"));
    }

    void play(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
        settle();
        invariants.checkAtRest(bench.payment());
        count("end " + bench.payment().status());
    }

    private void step() {
        int dice = random.nextInt(100);
        if (dice < 45) {
            wire.deliver();
        } else if (dice < 50) {
            wire.loseOne();
        } else if (dice < 62) {
            pass(Duration.ofMillis(random.nextInt(3_000)));
        } else if (dice < 72) {
            // Expiry is due from the start: most histories should see more than that.
            if (bench.payment().hasOpenObligations() || random.nextInt(100) < 5) {
                passToNextDue();
            }
        } else if (dice < 73) {
            pass(Duration.ofMinutes(random.nextInt(60)));
        } else if (dice < 77) {
            tell(new PaymentCommand.Tick());
        } else if (dice < 80) {
            restart();
        } else if (dice < 82) {
            operator();
        } else {
            customer();
        }
    }

    private void customer() {
        int dice = random.nextInt(100);
        ConfirmSource source = random.nextInt(3) == 0 ? ConfirmSource.MERCHANT_API : ConfirmSource.CASHIER;
        if (dice < 60) {
            String key = random.nextBoolean() ? "" : "k" + random.nextInt(4);
            tell(new PaymentCommand.Confirm(Bench.card(), source, key));
        } else if (dice < 65) {
            tell(new PaymentCommand.Cancel());
        } else if (dice < 70) {
            tell(Bench.create("order-1", random.nextBoolean() ? "hash-1" : "hash-2"));
        } else if (dice < 74) {
            tell(new PaymentCommand.Review("ann", "called the bank"));
        } else if (dice < 95) {
            Money amount = Money.of(1 + random.nextInt(700), "USD");
            tell(new PaymentCommand.Refund("r" + random.nextInt(6), amount, "returned"));
        } else {
            tell(new PaymentCommand.Redeliver(1 + random.nextInt(4)));
        }
    }

    /** Tells the truth of the books, where nothing can change it any more. */
    private void operator() {
        Attempt open = bench.payment().openAttempt();
        if (open == null || bench.now.isBefore(open.sendBy().plus(bench.policy.clockMargin()))) {
            return;
        }
        SimBank.Charge charge = bank.charge(open.ids().reference());
        boolean charged = charge != null && charge.balance() > 0;
        if (charge != null && (charge.open || (charged && charge.balance() != Bench.AMOUNT.minor()))) {
            return;
        }
        Outcome outcome = charged ? Outcome.APPROVED : Outcome.DECLINED_FINAL;
        tell(new PaymentCommand.Resolve(open.ordinal(), outcome, "ann", "statement"));
    }

    private void restart() {
        count("restart");
        wire.processDies();
        tell(new PaymentCommand.Recovered());
    }

    private void settle() {
        bank.calm = true;
        for (int i = 0; i < ROUNDS_MAX; i++) {
            while (!wire.isEmpty()) {
                wire.deliver();
            }
            Instant due = PaymentRules.nextDueAt(bench.payment());
            if (due == null) {
                return;
            }
            passToNextDue();
            Attempt open = bench.payment().openAttempt();
            if (open != null && open.reversal() == Attempt.Reversal.REFUSED) {
                operator();
            }
        }
        throw new AssertionError("does not come to rest: " + bench.payment());
    }

    private void pass(Duration time) {
        bench.now = bench.now.plus(time);
    }

    private void passToNextDue() {
        Instant due = PaymentRules.nextDueAt(bench.payment());
        if (due != null) {
            bench.now = due.isAfter(bench.now) ? due : bench.now;
            tell(new PaymentCommand.Tick());
        }
    }

    private void tell(PaymentCommand command) {
        Decision decision = bench.tell(command);
        log.add(bench.now + " " + command + " -> "
                + (decision.refusal() == null ? decision.facts() : decision.refusal()));
        count(command.getClass().getSimpleName());
        decision.facts().forEach(this::count);
        invariants.check(command, decision, bench.payment(), bench.now);
        if (isIdempotent(command)) {
            Decision again = bench.decide(command);
            if (!again.facts().isEmpty()) {
                throw new AssertionError("repeat: " + command + " again gave " + again.facts());
            }
        }
        PaymentRules.effects(decision.facts()).forEach(this::perform);
    }

    private static boolean isIdempotent(PaymentCommand command) {
        return !(command instanceof PaymentCommand.NotificationAnswered || command instanceof PaymentCommand.Redeliver);
    }

    private void perform(Effect effect) {
        Payment payment = bench.payment();
        Instant at = bench.now;
        if (effect instanceof Effect.SendAttempt e) {
            Attempt attempt = payment.attempt(e.attempt());
            wire.add(() -> send(attempt));
        } else if (effect instanceof Effect.QueryAttempt e) {
            Attempt attempt = payment.attempt(e.attempt());
            String reference = attempt.ids().reference();
            ask(at, () -> new PaymentCommand.QueryAnswered(attempt.ordinal(), bank.query(reference, attempt.amount())));
        } else if (effect instanceof Effect.ReverseAttempt e) {
            Attempt attempt = payment.attempt(e.attempt());
            ask(
                    at,
                    () -> new PaymentCommand.ReversalAnswered(
                            attempt.ordinal(), bank.reverse(attempt.ids().reference())));
        } else if (effect instanceof Effect.SendRefund e) {
            Refund refund = payment.refund(e.refund());
            String original = payment.attempt(refund.attempt()).ids().reference();
            ask(at, () -> new PaymentCommand.RefundAnswered(refund.ordinal(), bank.refund(refund, original)));
        } else if (effect instanceof Effect.Notify e) {
            wire.add(() -> notified(e.sequence()));
        }
    }

    /** A question and its answer, each of which may be late; an answer that is too late is none. */
    private void ask(Instant asked, java.util.function.Supplier<PaymentCommand> question) {
        Instant deadline = asked.plus(FakeChannel.RESPONSE_TIMEOUT);
        wire.add(() -> {
            if (bench.now.isAfter(deadline)) {
                return;
            }
            PaymentCommand answer = question.get();
            answer(() -> {
                if (bench.now.isBefore(deadline)) {
                    tell(answer);
                }
            });
        });
    }

    private void answer(Runnable open) {
        if (random.nextInt(100) < 15) {
            wire.addForeign(open);
        }
        if (random.nextInt(100) < 40) {
            open.run();
        } else {
            wire.add(open);
        }
    }

    private void send(Attempt attempt) {
        int ordinal = attempt.ordinal();
        if (bench.now.isAfter(attempt.sendBy()) || random.nextInt(100) < 8) {
            // The adapter's own refusal, surely before any byte.
            answer(() -> tell(new PaymentCommand.AttemptAnswered(
                    ordinal, AttemptAnswer.notSent("not_connected", ""), Evidence.ANSWER)));
            return;
        }
        String reference = attempt.ids().reference();
        AttemptAnswer said = bank.attempt(reference, attempt.amount());
        SimBank.Charge charge = bank.charge(reference);
        if (charge != null && charge.open) {
            wire.addSure(() -> callBack(attempt));
        }
        if (said == null || random.nextInt(100) < 20) {
            answer(() -> tell(new PaymentCommand.AttemptAnswered(
                    ordinal, AttemptAnswer.unknown("timeout", ""), Evidence.ANSWER)));
        }
        if (said != null) {
            answer(() -> tell(new PaymentCommand.AttemptAnswered(ordinal, said, Evidence.ANSWER)));
        }
    }

    private void callBack(Attempt attempt) {
        AttemptAnswer word = bank.decideOpen(attempt.ids().reference(), attempt.amount());
        if (word != null) {
            Runnable call = () -> tell(new PaymentCommand.AttemptAnswered(attempt.ordinal(), word, Evidence.CALLBACK));
            wire.addSure(call);
            if (random.nextBoolean()) {
                wire.addSure(call);
            }
        }
    }

    private void notified(int sequence) {
        int dice = bank.calm ? 0 : random.nextInt(100);
        NotificationResult.Kind kind = dice < 60
                ? NotificationResult.Kind.DELIVERED
                : dice < 95 ? NotificationResult.Kind.FAILED : NotificationResult.Kind.GONE;
        @Nullable Duration retryAfter = random.nextInt(4) == 0 ? Duration.ofMinutes(random.nextInt(120)) : null;
        tell(new PaymentCommand.NotificationAnswered(
                sequence,
                new NotificationResult(kind, kind == NotificationResult.Kind.GONE ? 410 : 200, retryAfter, "")));
    }

    Payment payment() {
        return Objects.requireNonNull(bench.payment);
    }

    private void count(PaymentFact fact) {
        count(fact.getClass().getSimpleName());
        if (fact instanceof PaymentFact.AttemptConcluded f) {
            count(f.outcome() + "/" + f.evidence());
        } else if (fact instanceof PaymentFact.NotificationOwed f) {
            count(f.type());
        }
    }

    private void count(String what) {
        seen.merge(what, 1, Integer::sum);
    }
}
