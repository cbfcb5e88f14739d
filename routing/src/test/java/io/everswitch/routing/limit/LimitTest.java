package io.everswitch.routing.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.money.Money;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LimitTest {
    private static final MerchantId SHOP = new MerchantId("shop");

    private static Limit limit(Limit.Per per, Limit.Scope scope, ZoneId zone) {
        return new Limit("big", per, scope, 500, 5, zone);
    }

    private static Limit.Scope scope(@Nullable MerchantId merchant, @Nullable MeansKind method) {
        return new Limit.Scope(merchant, method, null, "CNY");
    }

    private static LimitedAttempt attempt(@Nullable String payer, String currency, String at) {
        return new LimitedAttempt(
                "A1",
                SHOP,
                MeansKind.BANK_ACCOUNT,
                new BankId("jade"),
                payer,
                Money.of(100, currency),
                Instant.parse(at));
    }

    @Test
    void concerns_everythingNamedMustFit() {
        LimitedAttempt attempt = attempt("k1.abc", "CNY", "2026-11-23T10:00:00Z");
        assertTrue(limit(Limit.Per.PAYER_DAY, scope(null, null), ZoneOffset.UTC).concerns(attempt));
        assertTrue(limit(Limit.Per.PAYER_DAY, scope(SHOP, MeansKind.BANK_ACCOUNT), ZoneOffset.UTC)
                .concerns(attempt));
        assertFalse(limit(Limit.Per.PAYER_DAY, scope(new MerchantId("other"), null), ZoneOffset.UTC)
                .concerns(attempt));
        assertFalse(limit(Limit.Per.PAYER_DAY, scope(null, MeansKind.CARD), ZoneOffset.UTC)
                .concerns(attempt));
        assertFalse(limit(Limit.Per.PAYER_DAY, scope(null, null), ZoneOffset.UTC)
                .concerns(attempt("k1.abc", "EUR", "2026-11-23T10:00:00Z")));
    }

    @Test
    void concerns_payerUnknown_onlyMerchantsLimitDoes() {
        LimitedAttempt attempt = attempt(null, "CNY", "2026-11-23T10:00:00Z");
        assertFalse(
                limit(Limit.Per.PAYER_DAY, scope(null, null), ZoneOffset.UTC).concerns(attempt));
        assertTrue(
                limit(Limit.Per.MERCHANT_DAY, scope(null, null), ZoneOffset.UTC).concerns(attempt));
    }

    /** 16:30 UTC is the next day in Shanghai. */
    @Test
    void ledger_dayIsThatOfTheZone() {
        LimitedAttempt attempt = attempt("k1.abc", "CNY", "2026-11-23T16:30:00Z");
        Limit utc = limit(Limit.Per.PAYER_DAY, scope(null, null), ZoneOffset.UTC);
        Limit shanghai = limit(Limit.Per.MERCHANT_DAY, scope(null, null), ZoneId.of("Asia/Shanghai"));
        assertEquals("big~2026-11-23~k1.abc", utc.ledger(attempt));
        assertEquals("big~2026-11-24~shop", shanghai.ledger(attempt));
        assertEquals(Instant.parse("2026-11-25T16:00:00Z").toEpochMilli(), shanghai.ledgerEndsAtMs(attempt));
    }

    @Test
    void limit_ofNothing_isRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Limit(
                        "a",
                        Limit.Per.PAYER_DAY,
                        scope(null, null),
                        Long.MAX_VALUE,
                        Integer.MAX_VALUE,
                        ZoneOffset.UTC));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Limit(
                        "a", Limit.Per.PAYER_DAY, new Limit.Scope(null, null, null, null), 5, 5, ZoneOffset.UTC));
    }
}
