package io.everswitch.chaos.check;

import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.id.WireReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the banks really did, by payment. */
public final class BankBooks {
    private final Map<PaymentId, List<Booking>> byPayment = new HashMap<>();
    private final List<Booking> foreign = new ArrayList<>();

    /** What a booking did. */
    public enum Kind {
        CHARGE,
        REVERSAL,
        REFUND
    }

    /**
     * One line of the books.
     *
     * @param reference the id that the switch sent
     * @param atMicros when it was booked, since 1970; 0 if that is not known
     */
    public record Booking(Kind kind, String channel, String reference, long amount, String currency, long atMicros) {
        public Booking(Kind kind, String channel, String reference, long amount, String currency) {
            this(kind, channel, reference, amount, currency, 0);
        }
    }

    /** Adds a line; a reference that is none of ours is kept apart. */
    public void add(Booking booking) {
        try {
            byPayment
                    .computeIfAbsent(WireReference.parse(booking.reference()).paymentId(), id -> new ArrayList<>(2))
                    .add(booking);
        } catch (IllegalArgumentException notOurs) {
            foreign.add(booking);
        }
    }

    public Map<PaymentId, List<Booking>> byPayment() {
        return byPayment;
    }

    /** Bookings under references that no payment of ours can have sent. */
    public List<Booking> foreign() {
        return foreign;
    }

    public List<Booking> of(PaymentId id) {
        return byPayment.getOrDefault(id, List.of());
    }

    /** Charged, less what was reversed and refunded, in minor units. */
    public long net(PaymentId id) {
        long net = 0;
        for (Booking booking : of(id)) {
            net += booking.kind() == Kind.CHARGE ? booking.amount() : -booking.amount();
        }
        return net;
    }

    /** Charges that no reversal has undone. */
    public long standingCharges(PaymentId id) {
        long charges =
                of(id).stream().filter(booking -> booking.kind() == Kind.CHARGE).count();
        return charges
                - of(id).stream()
                        .filter(booking -> booking.kind() == Kind.REVERSAL)
                        .count();
    }
}
