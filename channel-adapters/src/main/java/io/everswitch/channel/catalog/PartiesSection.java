package io.everswitch.channel.catalog;

/**
 * Who is who in an ISO 20022 channel's messages; where and with which secret is in its {@link HttpSection}. Ranges are those of
 * {@code docs/channel-catalog.md}.
 *
 * @param houseBic BIC of the house, 8 or 11 characters
 * @param bankBic BIC of the bank, 8 or 11 characters
 * @param creditorName the payee as the payer reads it, 1 … 140 printable characters
 * @param creditorAccount where the payee's money goes: 1 … 34 letters, digits and hyphens
 */
public record PartiesSection(String houseBic, String bankBic, String creditorName, String creditorAccount) {}
