package io.everswitch.domain.port;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.money.Money;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * @param bank the payer's bank; null for cards, which every card channel takes
 * @param brand the card's brand; empty for accounts
 * @param tried channels that must not be chosen: those that this payment has tried already; when none is left for a new
 *     confirmation, only those of this confirmation
 * @param spread a number that is fixed for the attempt and spreads payments over weights: chance as an argument
 */
public record RouteRequest(
        MerchantId merchant,
        MeansKind method,
        @Nullable BankId bank,
        String brand,
        Money amount,
        Set<ChannelId> tried,
        boolean shadow,
        long spread) {}
