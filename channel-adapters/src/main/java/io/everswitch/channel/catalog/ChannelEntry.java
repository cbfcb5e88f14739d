package io.everswitch.channel.catalog;

import io.everswitch.channel.Protocol;
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
 * @param resolution how an UNKNOWN attempt is brought to evidence; never QUERY where the family has none
 * @param inFlightMax requests that wait for an answer at most; more are refused with NOT_SENT
 * @param perSecondMax attempts that may begin in a second of the clock, on all nodes together; 0: any
 * @param codeOverrides the bank's code → what it means, where that differs from the table of the house
 * @param realBank true if money moves: shadow payments are refused
 * @param sections what the channel's family has of its own, one of each type
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
        int perSecondMax,
        Map<String, AttemptAnswer.Kind> codeOverrides,
        boolean enabled,
        boolean realBank,
        List<Record> sections) {

    public ChannelEntry {
        methods = Set.copyOf(methods);
        brands = Set.copyOf(brands);
        currencies = Set.copyOf(currencies);
        queryLadder = List.copyOf(queryLadder);
        codeOverrides = Map.copyOf(codeOverrides);
        sections = List.copyOf(sections);
    }

    /** A section of the channel's family, null if it has none of that type. */
    public <T extends Record> @Nullable T section(Class<T> type) {
        for (Record section : sections) {
            if (type.isInstance(section)) {
                return type.cast(section);
            }
        }
        return null;
    }

    /** @throws IllegalStateException if the channel's family has no such section */
    public <T extends Record> T require(Class<T> type) {
        T found = section(type);
        if (found == null) {
            throw new IllegalStateException(
                    "channel " + id + " of " + protocol.code() + " has no " + type.getSimpleName());
        }
        return found;
    }

    /** Null unless this is an ISO 8583 channel. */
    public @Nullable IsoSection iso() {
        return section(IsoSection.class);
    }

    /** @throws IllegalStateException if this is not an ISO 8583 channel */
    public IsoSection requireIso() {
        return require(IsoSection.class);
    }

    /** @throws IllegalStateException if this is not a channel over HTTP */
    public HttpSection requireHttp() {
        return require(HttpSection.class);
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
