package io.everswitch.channel.catalog;

import io.everswitch.domain.id.BankId;

/** A bank of the catalog, with the names that the cashier shows. */
public record BankEntry(BankId id, String nameEn, String nameZh) {}
