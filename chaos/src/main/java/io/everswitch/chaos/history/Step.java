package io.everswitch.chaos.history;

import org.jspecify.annotations.Nullable;

/**
 * One line of a history. Immutable.
 *
 * @param atNs since 1970, by one clock for the whole history
 * @param op number of the operation
 * @param worker the journey that it belongs to
 * @param order the merchant's order id
 * @param payment the payment's id; empty while it is not known
 * @param amount what was asked for, in minor units: the payment's or the refund's
 * @param code the answer's status and problem code, or what broke; empty for INVOKE
 * @param latencyUs of an end: since the operation was due; else 0
 * @param refund of an acknowledged refund: its id and status; else empty
 * @param seen what the answer showed
 */
public record Step(
        long atNs,
        long op,
        long worker,
        OpKind kind,
        StepType type,
        String order,
        String payment,
        long amount,
        String code,
        long latencyUs,
        String refund,
        String refundStatus,
        @Nullable PaymentSeen seen) {
    /** The first step of an operation. */
    public static Step invoke(long atNs, long op, long worker, OpKind kind, String order, String payment, long amount) {
        return new Step(atNs, op, worker, kind, StepType.INVOKE, order, payment, amount, "", 0, "", "", null);
    }

    /** A later step of the operation that began with this one. */
    public Step then(long laterNs, StepType laterType, String laterCode, long laterLatencyUs) {
        return new Step(
                laterNs, op, worker, kind, laterType, order, payment, amount, laterCode, laterLatencyUs, "", "", null);
    }

    /** The same, with what the answer showed. */
    public Step showing(@Nullable PaymentSeen what) {
        String id = what == null || what.id().isEmpty() ? payment : what.id();
        return new Step(atNs, op, worker, kind, type, order, id, amount, code, latencyUs, refund, refundStatus, what);
    }

    /** The same, with the refund that the answer told. */
    public Step refunding(String refundId, String status) {
        return new Step(atNs, op, worker, kind, type, order, payment, amount, code, latencyUs, refundId, status, seen);
    }
}
