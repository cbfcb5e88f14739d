package io.everswitch.node.facts;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.means.BankAccountMeans;
import io.everswitch.domain.means.CardMeans;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.payment.ConfirmSource;
import io.everswitch.domain.payment.Evidence;
import io.everswitch.domain.payment.Outcome;
import io.everswitch.domain.payment.PaymentFact;
import io.everswitch.domain.payment.PaymentStatus;
import io.everswitch.domain.port.WireIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One fact of each kind, with absent values where they may be absent. The golden file holds their bytes: do not change. */
final class Samples {
    private static final Instant AT = Instant.ofEpochMilli(1_800_000_000_123L);
    private static final Instant LATER = AT.plusMillis(5_001);
    private static final PaymentId ID = new PaymentId("pay_0000000000000000000000000G".replace('G', '7'));
    private static final ChannelId CHANNEL = new ChannelId("bank-07.iso");
    private static final Money AMOUNT = Money.of(1_234, "CNY");
    private static final WireIds IDS = new WireIds("A" + ID.body() + "01", "000042", "632612000042", "1122120000");

    private Samples() {}

    static List<PaymentFact> all() {
        return List.of(
                new PaymentFact.Created(
                        ID,
                        new MerchantId("demo"),
                        "order-1",
                        AMOUNT,
                        "tea 茶",
                        "https://shop.example/hook",
                        null,
                        Map.of("k", "v"),
                        false,
                        "hash",
                        LATER,
                        AT),
                new PaymentFact.Confirmed(
                        new CardMeans(new Sealed("k1", "Ym94"), "visa", "4242", 12, 2031),
                        ConfirmSource.CASHIER,
                        "key",
                        AT),
                new PaymentFact.Confirmed(
                        new BankAccountMeans(new BankId("bank-07"), new Sealed("k1", "Ym94"), "6789"),
                        ConfirmSource.MERCHANT_API,
                        "",
                        AT),
                new PaymentFact.AttemptStarted(1, CHANNEL, IDS, AMOUNT, LATER, LATER, List.of("eligible 4 of 61"), AT),
                new PaymentFact.AttemptAccepted(1, "B1", LATER, AT),
                new PaymentFact.AttemptConcluded(
                        1, Outcome.UNKNOWN, Evidence.LOCAL, "timeout", "", null, "no answer", LATER, AT),
                new PaymentFact.AttemptConcluded(
                        1, Outcome.APPROVED, Evidence.ANSWER, "00", "B1", AMOUNT, "", null, AT),
                new PaymentFact.QueryTried(1, 2, LATER, AT),
                new PaymentFact.ReversalOwed(1, "timeout", LATER, AT),
                new PaymentFact.ReversalTried(1, 2, LATER, AT),
                new PaymentFact.ReversalAcknowledged(1, "00", AT),
                new PaymentFact.ReversalRefused(1, "57", AT),
                new PaymentFact.RefundOwed(1, 1, "r-1", AMOUNT, "wrong size", IDS, LATER, AT),
                new PaymentFact.RefundTried(1, 2, LATER, AT),
                new PaymentFact.RefundConcluded(1, true, "00", "B2", AT),
                new PaymentFact.StatusChanged(PaymentStatus.SUCCEEDED, "approved", AT),
                new PaymentFact.NotificationOwed(1, "payment.succeeded", 0, LATER, AT),
                new PaymentFact.NotificationTried(1, 2, LATER, AT),
                new PaymentFact.NotificationDelivered(1, 200, AT),
                new PaymentFact.NotificationFailed(1, 500, LATER, AT),
                new PaymentFact.NotificationGivenUp(1, "gone", AT),
                new PaymentFact.ContradictionRecorded(1, "approved after declined", AT),
                new PaymentFact.ContradictionsReviewed("ann", "called the bank", AT),
                new PaymentFact.Confirmed(
                        new CardMeans(new Sealed("k1", "Ym94"), "visa", "4242", 12, 2031, "k1.abc"),
                        ConfirmSource.CASHIER,
                        "key",
                        AT),
                new PaymentFact.Confirmed(
                        new BankAccountMeans(new BankId("bank-07"), new Sealed("k1", "Ym94"), "6789", "k1.def"),
                        ConfirmSource.MERCHANT_API,
                        "",
                        AT),
                new PaymentFact.AttemptStarted(
                        1,
                        CHANNEL,
                        IDS,
                        AMOUNT,
                        LATER,
                        LATER,
                        List.of("eligible 1 of 61"),
                        AT,
                        "1\tnode-1\t7\tby_weight\t1\t1\t61\t900\t20\n=\tbank-07.iso\t900\t0\t60\t8940\t1\t100\tgreen\t"));
    }
}
