package io.everswitch.routing.limit;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.means.MeansKind;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How much may be paid in a day of one zone by each payer, or to each merchant. Each payer or merchant has a ledger of its own
 * for each day and limit. Immutable.
 *
 * @param name 1 to 64 of {@code A-Z a-z 0-9 . _ -}; part of the ledger's name
 * @param amountMax sum of a day in minor units of the scope's currency; {@link Long#MAX_VALUE}: any
 * @param countMax number of attempts in a day that took money or may have; {@link Integer#MAX_VALUE}: any
 * @param zone whose midnight begins a day
 */
public record Limit(String name, Per per, Scope scope, long amountMax, int countMax, ZoneId zone) {
    /** Whose payments are added up. */
    public enum Per {
        /** One card or account, whichever merchant it pays. */
        PAYER_DAY("payer_day"),
        MERCHANT_DAY("merchant_day");

        private final String code;

        Per(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /**
     * Which attempts are counted; null: all.
     *
     * @param currency ISO 4217; not null where amounts are limited: sums of two currencies mean nothing
     */
    public record Scope(
            @Nullable MerchantId merchant,
            @Nullable MeansKind method,
            @Nullable BankId bank,
            @Nullable String currency) {
        boolean fits(LimitedAttempt attempt) {
            return (merchant == null || merchant.equals(attempt.merchant()))
                    && (method == null || method == attempt.method())
                    && (bank == null || bank.equals(attempt.bank()))
                    && (currency == null || currency.equals(attempt.amount().currencyCode()));
        }
    }

    public Limit {
        require(!name.isEmpty() && name.indexOf(SEPARATOR) < 0, "name must not be empty nor hold " + SEPARATOR);
        require(amountMax >= 0 && countMax >= 0, "amountMax and countMax must not be negative");
        require(amountMax < Long.MAX_VALUE || countMax < Integer.MAX_VALUE, "an amount or a count must be limited");
        require(amountMax == Long.MAX_VALUE || scope.currency() != null, "an amount needs a currency");
    }

    private static final char SEPARATOR = '~';

    /** Whether the attempt counts against it. A payer of whom nothing is known but the masked number has no ledger. */
    public boolean concerns(LimitedAttempt attempt) {
        return scope.fits(attempt) && subject(attempt) != null;
    }

    /** The name of the ledger that an attempt counts in: limit, payer or merchant, and day. */
    public String ledger(LimitedAttempt attempt) {
        return ledger(String.valueOf(subject(attempt)), LocalDate.ofInstant(attempt.at(), zone));
    }

    /** @param subject a merchant's id, or a payer's fingerprint */
    public String ledger(String subject, LocalDate day) {
        return name + SEPARATOR + day + SEPARATOR + subject;
    }

    /** From when on the ledger of that day is of no use any more, epoch milliseconds: a day after it ended. */
    public long ledgerEndsAtMs(LimitedAttempt attempt) {
        return LocalDate.ofInstant(attempt.at(), zone)
                .plusDays(2)
                .atStartOfDay(zone)
                .toInstant()
                .toEpochMilli();
    }

    private @Nullable String subject(LimitedAttempt attempt) {
        return per == Per.PAYER_DAY ? attempt.payer() : attempt.merchant().value();
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("limit: " + rule);
        }
    }
}
