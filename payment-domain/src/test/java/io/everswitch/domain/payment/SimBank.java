package io.everswitch.domain.payment;

import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.QueryAnswer;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.ReversalAnswer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * All banks of one history, with books: what was really charged, reversed and refunded, by reference. Used by one thread.
 */
final class SimBank {
    /** What the bank did with an attempt that arrived. */
    static final class Charge {
        long charged;
        boolean reversed;
        long refunded;
        /** Accepted, or declined by mistake: the bank will decide (again) later, unless a reversal comes first. */
        boolean open;

        boolean declined;
        boolean retriable;
        /** This bank will never undo this one. */
        final boolean refusesReversal;

        Charge(boolean refusesReversal) {
            this.refusesReversal = refusesReversal;
        }

        long balance() {
            return charged - (reversed ? charged : 0) - refunded;
        }
    }

    private final Random random;
    private final Map<String, Charge> charges = new HashMap<>();
    private final Map<String, Boolean> refunds = new HashMap<>();
    /** While true the bank says no more than it must; without it a history could not come to rest. */
    boolean calm;

    SimBank(Random random) {
        this.random = random;
    }

    @Nullable
    Charge charge(String reference) {
        return charges.get(reference);
    }

    boolean refundDone(String reference) {
        return Boolean.TRUE.equals(refunds.get(reference));
    }

    long balance() {
        return charges.values().stream().mapToLong(Charge::balance).sum();
    }

    long unreversedCharges() {
        return charges.values().stream().filter(c -> c.balance() > 0).count();
    }

    /** An attempt arrives; null if the bank never answers. An open charge is decided later by {@link #decideOpen}. */
    @Nullable
    AttemptAnswer attempt(String reference, Money amount) {
        if (charges.containsKey(reference)) {
            throw new AssertionError("sent twice: " + reference);
        }
        int dice = random.nextInt(100);
        if (dice < 8) {
            return null;
        }
        Charge charge = new Charge(random.nextInt(100) < 15);
        charges.put(reference, charge);
        if (dice < 45) {
            charge.charged = amount.minor();
            return answer(AttemptAnswer.Kind.APPROVED, "00", random.nextBoolean() ? amount : null);
        } else if (dice < 53 && !charge.refusesReversal) {
            // Only where it can be undone: no operator could name another amount.
            charge.charged = amount.minor() - 100;
            return answer(AttemptAnswer.Kind.APPROVED, "00", new Money(charge.charged, amount.currency()));
        } else if (dice < 65) {
            charge.open = true;
            return answer(AttemptAnswer.Kind.ACCEPTED, "", null);
        }
        charge.declined = true;
        charge.retriable = dice < 85;
        // Some banks decline and approve the same attempt afterwards.
        charge.open = random.nextInt(100) < 20;
        return charge.retriable
                ? answer(AttemptAnswer.Kind.DECLINED_RETRIABLE, "91", null)
                : answer(AttemptAnswer.Kind.DECLINED_FINAL, "51", null);
    }

    /** The later decision on an open charge; null if there is nothing to decide any more. */
    @Nullable
    AttemptAnswer decideOpen(String reference, Money amount) {
        Charge charge = charges.get(reference);
        if (charge == null || !charge.open) {
            return null;
        }
        charge.open = false;
        if (charge.declined || random.nextInt(100) < 60) {
            charge.charged = amount.minor();
            return answer(AttemptAnswer.Kind.APPROVED, "00", amount);
        }
        charge.declined = true;
        return answer(AttemptAnswer.Kind.DECLINED_FINAL, "51", null);
    }

    QueryAnswer query(String reference, Money amount) {
        Charge charge = charges.get(reference);
        if (isMute()) {
            return QueryAnswer.noAnswer("timeout");
        } else if (charge == null) {
            return new QueryAnswer(QueryAnswer.Kind.NOT_FOUND, "not_found", "", null);
        } else if (charge.charged > 0 && charge.reversed) {
            return new QueryAnswer(QueryAnswer.Kind.REVERSED, "00", "", null);
        } else if (charge.charged > 0) {
            return new QueryAnswer(QueryAnswer.Kind.APPROVED, "00", "", new Money(charge.charged, amount.currency()));
        } else if (charge.declined) {
            QueryAnswer.Kind kind =
                    charge.retriable ? QueryAnswer.Kind.DECLINED_RETRIABLE : QueryAnswer.Kind.DECLINED_FINAL;
            return new QueryAnswer(kind, "51", "", null);
        }
        return charge.open
                ? new QueryAnswer(QueryAnswer.Kind.PENDING, "", "", null)
                : new QueryAnswer(QueryAnswer.Kind.REVERSED, "00", "", null);
    }

    ReversalAnswer reverse(String reference) {
        Charge charge = charges.get(reference);
        if (isMute()) {
            return ReversalAnswer.noAnswer("timeout");
        } else if (charge == null) {
            return new ReversalAnswer(ReversalAnswer.Kind.ACKNOWLEDGED, "25");
        } else if (charge.reversed) {
            return new ReversalAnswer(ReversalAnswer.Kind.ACKNOWLEDGED, "94");
        } else if (charge.charged > 0 && (charge.refusesReversal || charge.refunded > 0)) {
            return new ReversalAnswer(ReversalAnswer.Kind.REFUSED, "40");
        }
        charge.open = false;
        charge.reversed = charge.charged > 0;
        return isMute()
                ? ReversalAnswer.noAnswer("timeout")
                : new ReversalAnswer(ReversalAnswer.Kind.ACKNOWLEDGED, "00");
    }

    RefundAnswer refund(Refund refund, String original) {
        if (isMute()) {
            return RefundAnswer.noAnswer("timeout");
        }
        String reference = refund.ids().reference();
        Boolean earlier = refunds.get(reference);
        if (earlier == null) {
            boolean refuses = random.nextInt(100) < 20 && !calm;
            if (refuses && refund.isSurplus()) {
                return new RefundAnswer(RefundAnswer.Kind.REFUSED, "57", "");
            }
            refunds.put(reference, !refuses);
            earlier = !refuses;
            if (earlier) {
                Charge charge = java.util.Objects.requireNonNull(charges.get(original));
                charge.refunded += refund.amount().minor();
            }
        }
        if (isMute()) {
            return RefundAnswer.noAnswer("timeout");
        }
        return earlier
                ? new RefundAnswer(RefundAnswer.Kind.DONE, "00", "")
                : new RefundAnswer(RefundAnswer.Kind.REFUSED, "57", "");
    }

    private boolean isMute() {
        return !calm && random.nextInt(100) < 15;
    }

    private static AttemptAnswer answer(AttemptAnswer.Kind kind, String code, @Nullable Money amount) {
        return new AttemptAnswer(kind, code, "", amount, "");
    }
}
