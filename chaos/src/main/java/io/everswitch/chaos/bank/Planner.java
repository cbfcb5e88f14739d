package io.everswitch.chaos.bank;

import io.everswitch.chaos.bank.Plan.Delivery;
import java.util.random.RandomGenerator;

/**
 * Decides what the bank does, from amount, behaviour and chance. Pure. Chance is asked for each misbehaviour in turn, and the
 * first of those that exclude each other wins: hang before commit, decline, hang after commit, reset, garbage.
 */
final class Planner {
    private Planner() {}

    /** A payment. Its amount's last two digits come before everything but the latency. */
    static Plan payment(long amount, Behaviour behaviour, RandomGenerator random) {
        long latency = behaviour.latency().nanos(random);
        return switch ((int) (amount % 100)) {
            case 5 -> plain("05", latency);
            case 51 -> plain("51", latency);
            case 91 -> plain("91", latency);
            case 68 -> new Plan(true, Plan.APPROVED, Delivery.NEVER, false, false, true, latency, 0);
            case 69 -> nothing(latency);
            case 77 -> new Plan(true, Plan.APPROVED, Delivery.WHOLE, true, false, false, latency, 0);
            default -> byChance(behaviour, latency, random, true);
        };
    }

    static Plan refund(Behaviour behaviour, RandomGenerator random) {
        return byChance(behaviour, behaviour.latency().nanos(random), random, false);
    }

    /** Reversals always reach the books; only the wire may fail. */
    static Plan reversal(Behaviour behaviour, RandomGenerator random) {
        long latency = behaviour.latency().nanos(random);
        Delivery delivery = wire(behaviour, random);
        return new Plan(
                true,
                Plan.APPROVED,
                delivery,
                hits(behaviour.duplicateCallbackRate(), random),
                false,
                false,
                latency,
                0);
    }

    private static Plan byChance(Behaviour behaviour, long latency, RandomGenerator random, boolean payment) {
        if (hits(behaviour.hangBeforeCommitRate(), random)) {
            return nothing(latency);
        }
        boolean declines = payment && hits(behaviour.declineRate(), random);
        boolean hangs = hits(behaviour.hangAfterCommitRate(), random) && !declines;
        Delivery delivery = wire(behaviour, random);
        boolean twice = hits(behaviour.duplicateCallbackRate(), random);
        boolean lost = hits(behaviour.lostCallbackRate(), random);
        boolean wrong = payment && hits(behaviour.wrongAmountRate(), random);
        long late = 0;
        if (hangs) {
            boolean never = behaviour.lateReplyMs() == 0;
            delivery = never ? Delivery.NEVER : delivery;
            lost = lost || never;
            late = behaviour.lateReplyMs() * 1_000_000;
        }
        String code = declines ? behaviour.declineCode() : Plan.APPROVED;
        return new Plan(true, code, delivery, twice, wrong, lost, latency + late, late);
    }

    private static Delivery wire(Behaviour behaviour, RandomGenerator random) {
        boolean reset = hits(behaviour.resetMidFrameRate(), random);
        boolean garbage = hits(behaviour.garbageRate(), random);
        return reset ? Delivery.HALF : garbage ? Delivery.GARBAGE : Delivery.WHOLE;
    }

    private static Plan plain(String code, long latency) {
        return new Plan(true, code, Delivery.WHOLE, false, false, false, latency, 0);
    }

    private static Plan nothing(long latency) {
        return new Plan(false, Plan.APPROVED, Delivery.NEVER, false, false, true, latency, 0);
    }

    /** Always draws, so that one rate's change does not shift the chances of the others. */
    private static boolean hits(double rate, RandomGenerator random) {
        return random.nextDouble() < rate;
    }
}
