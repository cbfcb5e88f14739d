package io.everswitch.channel.contract;

import io.everswitch.domain.id.AttemptId;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.id.RefundId;
import io.everswitch.domain.id.WireReference;
import io.everswitch.domain.means.BankAccountMeans;
import io.everswitch.domain.means.CardMeans;
import io.everswitch.domain.means.Means;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.ChannelPort;
import io.everswitch.domain.port.QueryRequest;
import io.everswitch.domain.port.RefundRequest;
import io.everswitch.domain.port.ReversalRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Makes requests as the switch would, with card data that can be found in a log. Single-threaded. */
public final class Payments {
    /** Everything that M10 forbids in a log. */
    public static final List<String> SECRETS = List.of("4929123456781234", "6228480012345678901", "7391");

    private final SplittableRandom random = new SplittableRandom(20_261_122);
    private final FakeVault vault = new FakeVault();
    private final Clock clock;
    private final Means card;
    private final Means account;

    public Payments(Clock clock) {
        this.clock = clock;
        this.card = new CardMeans(vault.seal(SECRETS.get(0)), "visa", "1234", 12, 2031);
        this.account = new BankAccountMeans(new BankId("bank-1"), vault.seal(SECRETS.get(1)), "8901");
    }

    public FakeVault vault() {
        return vault;
    }

    /** A card payment of 123.45 yuan with a CVC, ids reserved at the channel, three seconds to be sent. */
    public AttemptRequest card(ChannelPort channel) {
        return by(channel, MeansKind.CARD);
    }

    /** The same by either means; an account has no CVC. */
    public AttemptRequest by(ChannelPort channel, MeansKind kind) {
        return by(channel, kind, 12_345);
    }

    /** @param minor fen */
    public AttemptRequest by(ChannelPort channel, MeansKind kind, long minor) {
        return request(channel, means(kind), Money.of(minor, "CNY"), false);
    }

    public AttemptRequest shadow(ChannelPort channel, MeansKind kind) {
        return request(channel, means(kind), Money.of(12_345, "CNY"), true);
    }

    private Means means(MeansKind kind) {
        return kind == MeansKind.CARD ? card : account;
    }

    private AttemptRequest request(ChannelPort channel, Means means, Money amount, boolean shadow) {
        PaymentId payment = PaymentId.create(clock.instant(), 7, 0, new java.util.Random(random.nextLong()));
        String reference = WireReference.of(new AttemptId(payment, 1)).value();
        return new AttemptRequest(
                channel.allocate(reference, clock.instant()),
                amount,
                means,
                means == card ? vault.seal(SECRETS.get(2)) : null,
                clock.instant().plus(Duration.ofSeconds(3)),
                "two tickets",
                shadow);
    }

    public QueryRequest query(AttemptRequest attempt) {
        return new QueryRequest(attempt.ids(), attempt.amount(), "");
    }

    public ReversalRequest reversal(AttemptRequest attempt, int tries) {
        return new ReversalRequest(attempt.ids(), attempt.amount(), attempt.means(), "", tries);
    }

    public RefundRequest refund(ChannelPort channel, AttemptRequest attempt, String bankReference) {
        PaymentId payment = WireReference.parse(attempt.ids().reference()).paymentId();
        String reference = WireReference.of(new RefundId(payment, 1)).value();
        return new RefundRequest(
                channel.allocate(reference, clock.instant()),
                attempt.ids(),
                attempt.amount(),
                attempt.means(),
                bankReference,
                0);
    }

    public RefundRequest again(RefundRequest refund) {
        return new RefundRequest(
                refund.ids(),
                refund.original(),
                refund.amount(),
                refund.means(),
                refund.bankReference(),
                refund.tries() + 1);
    }
}
