package io.everswitch.routing.degrade;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.RouteRequest;
import org.jspecify.annotations.Nullable;

/**
 * An operator's word on some channels. It only concerns attempts that have not begun: queries, reversals and refunds go to the
 * channel that has the money, whatever stands here. Immutable.
 *
 * @param id as the operator calls it
 * @param percent with {@link Action#CAP_PERCENT}: 0 … 100; otherwise 0
 * @param perSecond with {@link Action#CAP_RATE}: attempts that may begin in a second of the clock on all nodes together,
 *     0 … {@value #PER_SECOND_MAX}; otherwise 0
 * @param schedule when it stands
 */
public record Degradation(String id, Scope scope, Action action, int percent, int perSecond, Schedule schedule) {
    public static final int PER_SECOND_MAX = 100_000;

    /** What is done to the channels in scope. */
    public enum Action {
        /** Nothing begins there, and no fallback picks it. */
        STOP,
        /** Nothing begins there while any other channel can take the payment. */
        DRAIN,
        /** Only so many per cent of the payments in scope may go there; the others go elsewhere, or nowhere. */
        CAP_PERCENT,
        /** Only so many attempts may begin in a second; the others go elsewhere, or nowhere. */
        CAP_RATE,
        /** What may go there goes there, while it is healthy. */
        PREFER
    }

    /**
     * Which attempts are meant: those that fit all that is named.
     *
     * @param amountMin smallest amount in minor units
     * @param amountMax largest amount in minor units
     */
    public record Scope(
            @Nullable ChannelId channel,
            @Nullable BankId bank,
            @Nullable MeansKind method,
            @Nullable String currency,
            long amountMin,
            long amountMax) {
        public Scope {
            if (channel == null && bank == null && method == null) {
                throw new IllegalArgumentException("a degradation must name a channel, a bank or a method");
            }
            if (amountMin < 0 || amountMin > amountMax) {
                throw new IllegalArgumentException("amount_max must not be below amount_min");
            }
        }

        /** Whether it may concern a channel at all. */
        boolean concerns(ChannelId id, BankId channelBank) {
            return (channel == null || channel.equals(id)) && (bank == null || bank.equals(channelBank));
        }

        /** Whether it concerns all payments by a method at a channel. */
        boolean coversAll(ChannelId id, BankId channelBank, MeansKind wanted) {
            boolean everyAmount = amountMin <= 1 && amountMax >= Money.MINOR_MAX;
            return concerns(id, channelBank) && (method == null || method == wanted) && currency == null && everyAmount;
        }

        boolean fits(RouteRequest request) {
            long minor = request.amount().minor();
            return (method == null || method == request.method())
                    && (currency == null || currency.equals(request.amount().currencyCode()))
                    && minor >= amountMin
                    && minor <= amountMax;
        }
    }

    private static final String OWN_RATE = "rate of ";

    /** The rate that the catalog or a setting allows a channel: no operator's word, and no sign of trouble. */
    public static Degradation rateOf(ChannelId channel, int perSecond) {
        return new Degradation(
                OWN_RATE + channel,
                new Scope(channel, null, null, null, 0, Long.MAX_VALUE),
                Action.CAP_RATE,
                0,
                perSecond);
    }

    boolean isOwnRate() {
        return id.startsWith(OWN_RATE);
    }

    /** One that stands all the time. */
    public Degradation(String id, Scope scope, Action action, int percent, int perSecond) {
        this(id, scope, action, percent, perSecond, Schedule.ALWAYS);
    }

    public Degradation {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("percent must be 0 … 100");
        }
        if (perSecond < 0 || perSecond > PER_SECOND_MAX) {
            throw new IllegalArgumentException("per_second must be 0 … " + PER_SECOND_MAX);
        }
    }
}
