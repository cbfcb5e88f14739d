package io.everswitch.channel.httpjson;

import io.everswitch.channel.http.HttpEngine;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.channel.support.ManagedChannel;
import io.everswitch.domain.port.Vault;

/** Makes the channels of this family. Thread-safe. */
public final class HttpJsonChannelFactory {
    private final HttpEngine engine;
    private final ChannelMetrics metrics;

    /** @param engine shared by all families over HTTP; stays the caller's to close */
    public HttpJsonChannelFactory(HttpEngine engine, ChannelMetrics metrics) {
        this.engine = engine;
        this.metrics = metrics;
    }

    public ManagedChannel create(HttpJsonSettings settings, Vault vault) {
        return new HttpJsonChannel(settings, engine, vault, metrics);
    }
}
