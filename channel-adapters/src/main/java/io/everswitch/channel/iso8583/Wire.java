package io.everswitch.channel.iso8583;

import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.channel.support.Timeouts;
import io.everswitch.domain.id.ChannelId;
import io.netty.resolver.AddressResolverGroup;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.function.DoubleSupplier;

/**
 * What the connections of one channel share. Every part is thread-safe.
 *
 * @param settings those that the channel was made with; how long it waits now is in {@code timeouts}
 */
record Wire(
        Iso8583Settings settings,
        Timeouts timeouts,
        IsoMessages messages,
        IsoCodec codec,
        IsoFraming framing,
        InFlight inFlight,
        Stans stans,
        ChannelMetrics metrics,
        Clock clock,
        DoubleSupplier jitter,
        AddressResolverGroup<InetSocketAddress> resolver) {
    ChannelId id() {
        return settings.profile().id();
    }
}
