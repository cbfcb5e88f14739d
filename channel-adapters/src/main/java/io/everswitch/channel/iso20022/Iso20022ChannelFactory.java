package io.everswitch.channel.iso20022;

import io.everswitch.channel.http.HttpEngine;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.channel.support.ManagedChannel;
import io.everswitch.domain.port.Vault;

/** Makes the channels of this family. Thread-safe. */
public final class Iso20022ChannelFactory {
    private final HttpEngine engine;
    private final ChannelMetrics metrics;

    /** @param engine shared by all families over HTTP; stays the caller's to close */
    public Iso20022ChannelFactory(HttpEngine engine, ChannelMetrics metrics) {
        this.engine = engine;
        this.metrics = metrics;
    }

    public ManagedChannel create(Iso20022Settings settings, Vault vault) {
        return new Iso20022Channel(settings, engine, vault, metrics);
    }
}
