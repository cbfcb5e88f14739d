package io.everswitch.channel.iso20022;

import java.util.regex.Pattern;

/**
 * Who is who in a channel's messages. Immutable.
 *
 * @param houseBic BIC of the house: instructing agent and the payee's agent
 * @param bankBic BIC of the bank: instructed agent and the payer's agent
 * @param creditorName the payee as the payer reads it, 1 … 140 characters
 * @param creditorAccount where the payee's money goes: an IBAN, or 1 … 34 letters, digits and hyphens
 */
public record Parties(String houseBic, String bankBic, String creditorName, String creditorAccount) {
    private static final Pattern BIC = Pattern.compile("[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9A-Za-z-]{1,34}");
    private static final int NAME_MAX = 140;

    public Parties {
        requireBic("houseBic", houseBic);
        requireBic("bankBic", bankBic);
        if (!ACCOUNT.matcher(creditorAccount).matches()) {
            throw new IllegalArgumentException("creditorAccount must be 1 to 34 letters, digits and hyphens");
        }
        if (creditorName.isBlank() || !PlainText.of(creditorName, NAME_MAX).equals(creditorName)) {
            throw new IllegalArgumentException("creditorName must be 1 to 140 printable characters");
        }
    }

    private static void requireBic(String name, String value) {
        if (!BIC.matcher(value).matches()) {
            throw new IllegalArgumentException(name + " must be a BIC of 8 or 11 characters");
        }
    }
}
