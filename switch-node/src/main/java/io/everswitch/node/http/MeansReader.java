package io.everswitch.node.http;

import com.fasterxml.jackson.core.JsonParser;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.means.BankAccountMeans;
import io.everswitch.domain.means.CardMeans;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.port.Fingerprints;
import io.everswitch.domain.port.Vault;
import java.io.IOException;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads cards and accounts and seals what is secret in them at once (M10): the numbers live as text only inside the two
 * methods, and no error holds one. Thread-safe.
 */
final class MeansReader {
    private static final String[] CARD_NAMES = {"number", "exp_month", "exp_year", "cvc"};
    private static final String[] ACCOUNT_NAMES = {"bank", "account"};
    private static final int YEAR_MIN = 2000;
    private static final int YEAR_MAX = 2099;

    private final Vault vault;
    private final Fingerprints fingerprints;
    private final BankDirectory banks;
    private final Clock clock;

    MeansReader(Vault vault, Fingerprints fingerprints, BankDirectory banks, Clock clock) {
        this.vault = vault;
        this.fingerprints = fingerprints;
        this.banks = banks;
        this.clock = clock;
    }

    ConfirmBody.Part card(JsonParser parser, FieldErrors errors, String prefix) throws IOException {
        ObjectReader object = new ObjectReader(parser, errors, prefix, CARD_NAMES);
        String number = null;
        long month = ObjectReader.ABSENT;
        long year = ObjectReader.ABSENT;
        String cvc = null;
        for (int field = object.next(); field >= 0; field = object.next()) {
            switch (field) {
                case 0 -> {
                    number = object.text(12, 19, TextRule.DIGITS);
                    if (number != null && !Cards.isLuhn(number)) {
                        object.error("must be a card number: its check digit is wrong");
                        number = null;
                    }
                }
                case 1 -> month = object.integer(1, 12);
                case 2 -> year = object.integer(YEAR_MIN, YEAR_MAX);
                default -> cvc = object.text(3, 4, TextRule.DIGITS);
            }
        }
        object.require(0, 1, 2);
        if (month == ObjectReader.ABSENT || year == ObjectReader.ABSENT) {
            return ConfirmBody.Part.NONE;
        }
        // A card is good to the end of its month, wherever on Earth the payer is: UTC is near enough for a bank to
        // decide.
        if (YearMonth.of((int) year, (int) month).isBefore(YearMonth.now(clock.withZone(ZoneOffset.UTC)))) {
            errors.add(prefix + "exp_month", "must not be in the past");
        }
        if (number == null) {
            return ConfirmBody.Part.NONE;
        }
        CardMeans means = new CardMeans(
                vault.seal(number),
                Cards.brand(number),
                last4(number),
                (int) month,
                (int) year,
                fingerprints.of(number));
        return new ConfirmBody.Part(means, sealOrNull(cvc));
    }

    ConfirmBody.Part account(JsonParser parser, FieldErrors errors, String prefix) throws IOException {
        ObjectReader object = new ObjectReader(parser, errors, prefix, ACCOUNT_NAMES);
        String bank = null;
        String account = null;
        for (int field = object.next(); field >= 0; field = object.next()) {
            if (field == 0) {
                bank = object.text(1, 64, TextRule.ANY);
                if (bank != null && !banks.isKnown(bank)) {
                    object.error("must be a bank that the switch knows");
                    bank = null;
                }
            } else {
                account = object.text(6, 34, TextRule.ALPHANUMERIC);
            }
        }
        object.require(0, 1);
        if (bank == null || account == null) {
            return ConfirmBody.Part.NONE;
        }
        return new ConfirmBody.Part(
                new BankAccountMeans(
                        new BankId(bank), vault.seal(account), last4(account), fingerprints.of(bank + " " + account)),
                null);
    }

    private @Nullable Sealed sealOrNull(@Nullable String cvc) {
        return cvc == null ? null : vault.seal(cvc);
    }

    private static String last4(String number) {
        return number.substring(number.length() - 4);
    }
}
