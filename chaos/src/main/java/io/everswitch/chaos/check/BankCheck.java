package io.everswitch.chaos.check;

import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.id.WireReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets the banks' books and clocks against the payments: M3 (no second charge while the first stands), M4 (no booking of an
 * attempt or refund that the payment does not know, none before it was durable), M5 (an outcome agrees with what the bank
 * really did), M7 (refunds within what was taken), M9 (nothing reached a bank after send-by).
 */
final class BankCheck implements Checker {
    private final long sendByMicros;

    /** @param sendByMicros from an attempt's creation to the last moment at which a bank may receive it, margin included */
    BankCheck(long sendByMicros) {
        this.sendByMicros = sendByMicros;
    }

    @Override
    public void judge(Evidence evidence, Findings found) {
        for (SwitchView view : evidence.views().values()) {
            PaymentId id = new PaymentId(view.id());
            List<BankBooks.Booking> bookings = evidence.books().of(id);
            overlapping(view, bookings, found);
            known(view, bookings, evidence.refunds().get(view.id()), found);
            outcomes(view, id, bookings, found);
            refunds(view, id, evidence, found);
            times(view, id, evidence, found);
        }
    }

    private static void overlapping(SwitchView view, List<BankBooks.Booking> bookings, Findings found) {
        List<BankBooks.Booking> charges = new ArrayList<>(of(bookings, BankBooks.Kind.CHARGE));
        charges.sort(Comparator.comparingLong(BankBooks.Booking::atMicros));
        for (int i = 1; i < charges.size(); i++) {
            BankBooks.Booking first = charges.get(i - 1);
            BankBooks.Booking second = charges.get(i);
            boolean undone = of(bookings, BankBooks.Kind.REVERSAL).stream()
                    .anyMatch(
                            each -> each.reference().equals(first.reference()) && each.atMicros() <= second.atMicros());
            // The same reference twice is no new attempt: that is M2.
            if (!undone && !first.reference().equals(second.reference())) {
                found.add("M3", view.id(), second.reference() + " was charged while " + first.reference() + " stood");
            }
        }
    }

    private static void known(
            SwitchView view,
            List<BankBooks.Booking> bookings,
            @Nullable List<SwitchView.RefundView> refunds,
            Findings found) {
        for (BankBooks.Booking booking : bookings) {
            WireReference reference = WireReference.parse(booking.reference());
            int known = reference.kind() == WireReference.Kind.ATTEMPT
                    ? view.attempts().size()
                    : refunds == null ? 0 : refunds.size();
            if (reference.ordinal() > known) {
                found.add(
                        "M4", view.id(), "a bank booked " + booking.reference() + ", the payment knows no such thing");
            }
        }
    }

    private static void outcomes(SwitchView view, PaymentId id, List<BankBooks.Booking> bookings, Findings found) {
        for (int i = 0; i < view.attempts().size(); i++) {
            SwitchView.AttemptView attempt = view.attempts().get(i);
            String reference = reference(id, i + 1);
            boolean charged = has(bookings, BankBooks.Kind.CHARGE, reference);
            boolean reversed = has(bookings, BankBooks.Kind.REVERSAL, reference);
            if (attempt.outcome().equals("approved") && !charged) {
                found.add("M5", view.id(), reference + " counts as approved, no bank ever charged it");
            }
            if (attempt.reversed() && charged && !reversed) {
                found.add("M5", view.id(), reference + " counts as reversed, its bank never reversed it");
            }
            boolean undone = !attempt.isOpen() && !attempt.outcome().equals("approved");
            if (undone && charged && !reversed) {
                found.add("M5", view.id(), reference + " ended as " + attempt.outcome() + ", its bank charged it");
            }
        }
    }

    private static void refunds(SwitchView view, PaymentId id, Evidence evidence, Findings found) {
        if (evidence.books().net(id) < 0) {
            found.add(
                    "M7",
                    view.id(),
                    "more was given back than taken: " + -evidence.books().net(id));
        }
        if (view.refunded() > view.amount()) {
            found.add("M7", view.id(), "says " + view.refunded() + " refunded of " + view.amount());
        }
        long asked = evidence.refunds().getOrDefault(view.id(), List.of()).stream()
                .filter(refund -> refund.asked() && !refund.status().equals("failed"))
                .mapToLong(SwitchView.RefundView::amount)
                .sum();
        if (asked > view.amount()) {
            found.add("M7", view.id(), "refunds of " + asked + " were taken on for " + view.amount());
        }
    }

    private void times(SwitchView view, PaymentId id, Evidence evidence, Findings found) {
        for (int i = 0; i < view.attempts().size(); i++) {
            long created = view.attempts().get(i).createdAtMicros();
            String reference = reference(id, i + 1);
            EvidenceReader.Timing timing = evidence.timings().get(reference);
            if (timing == null || created == 0) {
                continue;
            }
            if (timing.receivedAtMicros() < created) {
                found.add("M4", view.id(), reference + " was at its bank before it was an attempt");
            }
            long lateMicros = timing.receivedAtMicros() - created - sendByMicros;
            if (lateMicros > 0) {
                found.add("M9", view.id(), reference + " reached its bank " + lateMicros / 1000 + " ms after send-by");
            }
        }
    }

    private static List<BankBooks.Booking> of(List<BankBooks.Booking> bookings, BankBooks.Kind kind) {
        return bookings.stream().filter(each -> each.kind() == kind).toList();
    }

    private static boolean has(List<BankBooks.Booking> bookings, BankBooks.Kind kind, String reference) {
        return bookings.stream()
                .anyMatch(each -> each.kind() == kind && each.reference().equals(reference));
    }

    private static String reference(PaymentId id, int ordinal) {
        return new WireReference(WireReference.Kind.ATTEMPT, id, ordinal).value();
    }
}
