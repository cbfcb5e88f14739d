package io.everswitch.channel.iso20022;

import io.everswitch.channel.catalog.Section;
import io.everswitch.channel.catalog.Words;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who is who in an ISO 20022 channel's messages; where and with which secret is in its {@code http} section. Ranges are those
 * of {@code docs/channel-catalog.md}.
 *
 * @param houseBic BIC of the house, 8 or 11 characters
 * @param bankBic BIC of the bank, 8 or 11 characters
 * @param creditorName the payee as the payer reads it, 1 … 140 printable characters
 * @param creditorAccount where the payee's money goes: 1 … 34 letters, digits and hyphens
 */
record PartiesSection(String houseBic, String bankBic, String creditorName, String creditorAccount) {
    static final String NAME = "iso20022";
    static final Set<String> KEYS = Set.of("house_bic", "bank_bic", "creditor_name", "creditor_account");

    private static final Function<String, String> BIC =
            Words.matching("[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?", "a BIC of 8 or 11 characters");
    private static final Function<String, String> PAYEE =
            Words.matching("(?! )[ -~]{1,140}(?<! )", "1 to 140 printable characters without a blank at the ends");
    private static final Function<String, String> ACCOUNT =
            Words.matching("[0-9A-Za-z-]{1,34}", "1 to 34 letters, digits and hyphens");

    /** Null if it cannot be read, which is then told. */
    static @Nullable PartiesSection read(Section channel) {
        Section own = channel.child(NAME);
        if (own == null) {
            channel.missing(NAME);
            return null;
        }
        String house = own.parsed("house_bic", null, BIC);
        String bank = own.parsed("bank_bic", null, BIC);
        String name = own.parsed("creditor_name", null, PAYEE);
        String account = own.parsed("creditor_account", null, ACCOUNT);
        return house == null || bank == null || name == null || account == null
                ? null
                : new PartiesSection(house, bank, name, account);
    }
}
