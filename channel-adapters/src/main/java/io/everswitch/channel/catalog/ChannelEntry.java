package io.everswitch.channel.catalog;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.ChannelProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One channel of the catalog, profiles applied, checked. Immutable. Ranges and meanings: {@code docs/channel-catalog.md}.
 *
 * @param brands card brands that it takes; empty means all
 * @param currencies ISO 4217 codes
 * @param amountMin smallest amount that it takes, in minor units of whatever currency
 * @param weight share of the traffic among equals, 0 … 1000; 0 means only when nobody else can
 * @param feeFixedMinor fee per payment, minor units
 * @param feeBasisPoints fee per payment, hundredths of a per cent
 * @param resolution how an UNKNOWN attempt is brought to evidence; never QUERY with ISO 8583
 * @param inFlightMax requests that wait for an answer at most; more are refused with NOT_SENT
 * @param codeOverrides the bank's code → what it means, where that differs from the table of the house
 * @param realBank true if money moves: shadow payments are refused
 * @param iso present exactly when the protocol is ISO 8583
 * @param http present exactly when the protocol is HTTP JSON or ISO 20022
 * @param parties present exactly when the protocol is ISO 20022
 */
public record ChannelEntry(
        ChannelId id,
        BankId bank,
        Protocol protocol,
        Set<MeansKind> methods,
        Set<String> brands,
        Set<String> currencies,
        long amountMin,
        long amountMax,
        int weight,
        long feeFixedMinor,
        int feeBasisPoints,
        int connectTimeoutMs,
        int responseTimeoutMs,
        int sendWindowMs,
        int callbackTimeoutMs,
        ChannelProfile.Resolution resolution,
        List<Duration> queryLadder,
        int inFlightMax,
        Map<String, AttemptAnswer.Kind> codeOverrides,
        boolean enabled,
        boolean realBank,
        @Nullable IsoSection iso,
        @Nullable HttpSection http,
        @Nullable PartiesSection parties) {

    public ChannelEntry {
        methods = Set.copyOf(methods);
        brands = Set.copyOf(brands);
        currencies = Set.copyOf(currencies);
        queryLadder = List.copyOf(queryLadder);
        codeOverrides = Map.copyOf(codeOverrides);
    }

    /** @throws IllegalStateException if this is not an ISO 8583 channel */
    public IsoSection requireIso() {
        if (iso == null) {
            throw new IllegalStateException("channel " + id + " is not of the ISO 8583 family");
        }
        return iso;
    }

    /** @throws IllegalStateException if this is not an ISO 20022 channel */
    public PartiesSection requireParties() {
        if (parties == null) {
            throw new IllegalStateException("channel " + id + " is not of the ISO 20022 family");
        }
        return parties;
    }

    /** @throws IllegalStateException if this is not a channel over HTTP */
    public HttpSection requireHttp() {
        if (http == null) {
            throw new IllegalStateException("channel " + id + " is not reached over HTTP");
        }
        return http;
    }

    /** What the payment rules need to know of it. */
    public ChannelProfile profile() {
        return new ChannelProfile(
                id,
                bank,
                Duration.ofMillis(responseTimeoutMs),
                Duration.ofMillis(sendWindowMs),
                Duration.ofMillis(callbackTimeoutMs),
                resolution,
                queryLadder);
    }
}
