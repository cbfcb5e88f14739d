package io.everswitch.chaos.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.everswitch.domain.id.AttemptId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.id.RefundId;
import io.everswitch.domain.id.WireReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of wrong that the judge is for is shown to it once; and that it says nothing when nothing is wrong. */
class ReconciliationTest {
    private static final PaymentId ID = new PaymentId("pay_038G40RB098G06F6NCHJBNSY92");
    private static final String CHARGE = WireReference.of(new AttemptId(ID, 1)).value();
    private static final String SECOND_CHARGE =
            WireReference.of(new AttemptId(ID, 2)).value();
    private static final String REFUND = WireReference.of(new RefundId(ID, 1)).value();

    private final BankBooks books = new BankBooks();
    private final Webhooks webhooks = new Webhooks();
    private final Map<String, SwitchView> payments = new HashMap<>();
    private final List<Reconciliation.Promise> promises = new ArrayList<>();

    /**
     * Events: c charge, d second charge, r reversal of the first, f refund of 300, w webhook of the status, x forged webhook,
     * s webhook that claims success.
     */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    # status,  outcome, refunded, events, findings
                    succeeded, known,      0, cw,    ''
                    succeeded, known,    300, cfw,   ''
                    succeeded, known,      0, crdw,  ''
                    failed,    known,      0, w,     ''
                    failed,    known,      0, crw,   ''
                    processing, unknown,   0, c,     ''
                    processing, unknown,   0, '',    ''
                    requires_payment_method, pending, 0, '', ''
                    requires_payment_method, pending, 0, c,  M2 M2
                    succeeded, known,      0, w,     M2
                    succeeded, known,      0, cdw,   M2 M2
                    succeeded, known,      0, ccw,   M2 M2 M2
                    succeeded, known,      0, cfw,   M2
                    succeeded, known,    300, cw,    M2
                    failed,    known,      0, cw,    M2 M2
                    canceled,  known,      0, cw,    M2 M2
                    succeeded, known,      0, c,     M6
                    failed,    known,      0, '',    M6
                    succeeded, known,      0, cx,    M6 M6
                    failed,    known,      0, ws,    M6
                    """)
    void check_oneHistory_findsWhatIsWrong(
            String status, String outcome, long refunded, String events, String findings) {
        payments.put(ID.value(), new SwitchView(ID.value(), "o-1", status, outcome, 1000, refunded, List.of()));
        promises.add(new Reconciliation.Promise(ID.value(), "o-1", 1000, ""));
        events.chars().forEach(event -> happened((char) event, status));
        assertEquals(findings, check());
    }

    @Test
    void check_acknowledgedPaymentUnknownToTheSwitch_isLost() {
        promises.add(new Reconciliation.Promise(ID.value(), "o-1", 1000, ""));
        assertEquals("M1", check());
    }

    @Test
    void check_finalStatusChangedAfterItWasTold_isLost() {
        payments.put(ID.value(), new SwitchView(ID.value(), "o-1", "failed", "known", 1000, 0, List.of()));
        happened('w', "failed");
        promises.add(new Reconciliation.Promise(ID.value(), "o-1", 1000, "succeeded"));
        assertEquals("M1", check());
    }

    @Test
    void check_anotherAmountOrOrderThanAcknowledged_isLost() {
        payments.put(ID.value(), new SwitchView(ID.value(), "o-1", "failed", "known", 999, 0, List.of()));
        happened('w', "failed");
        promises.add(new Reconciliation.Promise(ID.value(), "o-1", 1000, ""));
        assertEquals("M1", check());
    }

    @Test
    void check_bookingsOfAPaymentThatTheSwitchDoesNotKnow_areFound() {
        happened('c', "");
        assertEquals("M2", check());
    }

    @Test
    void check_bookingUnderAForeignReference_isFound() {
        books.add(new BankBooks.Booking(BankBooks.Kind.CHARGE, "x", "not-ours", 5, "CNY"));
        assertEquals("M4", check());
    }

    private void happened(char event, String status) {
        switch (event) {
            case 'c' -> books.add(booking(BankBooks.Kind.CHARGE, CHARGE, 1000));
            case 'd' -> books.add(booking(BankBooks.Kind.CHARGE, SECOND_CHARGE, 1000));
            case 'r' -> books.add(booking(BankBooks.Kind.REVERSAL, CHARGE, 1000));
            case 'f' -> books.add(booking(BankBooks.Kind.REFUND, REFUND, 300));
            case 'w' -> webhooks.add(new Webhooks.Webhook(ID.value(), "payment." + status, true, 1));
            case 'x' -> webhooks.add(new Webhooks.Webhook(ID.value(), "payment." + status, false, 1));
            case 's' -> webhooks.add(new Webhooks.Webhook(ID.value(), "payment.succeeded", true, 1));
            default -> throw new IllegalArgumentException("no such event: " + event);
        }
    }

    private static BankBooks.Booking booking(BankBooks.Kind kind, String reference, long amount) {
        return new BankBooks.Booking(kind, "channel", reference, amount, "CNY");
    }

    private String check() {
        return String.join(
                " ",
                new Reconciliation(books, webhooks, payments)
                        .check(promises).stream()
                                .map(Finding::invariant)
                                .sorted()
                                .toList());
    }
}
