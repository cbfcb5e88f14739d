package io.everswitch.channel.iso8583;

import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.domain.id.ChannelId;
import io.netty.resolver.AddressResolverGroup;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.function.DoubleSupplier;

/** What the connections of one channel share. Every part is thread-safe. */
record Wire(
        Iso8583Settings settings,
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

    long responseTimeoutMs() {
        return settings.profile().responseTimeout().toMillis();
    }
}
