package io.everswitch.routing.limit;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as limits see it.
 *
 * @param reference under which it is reserved and settled: the reference on the wire
 * @param bank the payer's bank; null for cards
 * @param payer a name of the card or account that does not tell its number; null if there is none
 * @param at when it began: says which day it counts in
 */
public record LimitedAttempt(
        String reference,
        MerchantId merchant,
        MeansKind method,
        @Nullable BankId bank,
        @Nullable String payer,
        Money amount,
        Instant at) {}
