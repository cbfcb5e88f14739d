package io.everswitch.channel;

import io.everswitch.channel.catalog.ChannelEntry;
import io.everswitch.channel.http.HttpEngine;
import io.everswitch.channel.httpjson.CallbackReceiver;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.domain.port.BankAnswers;
import io.everswitch.domain.port.Vault;
import io.netty.channel.EventLoopGroup;
import java.time.Clock;

/**
 * What all families of a process live on; everything stays the process's to close.
 *
 * @param answers hears what banks say beside the answer to a request
 * @param callbacks takes what banks post by themselves; a family that has callbacks registers its channels there
 */
public record ChannelTools(
        AdapterSettings settings,
        HttpEngine engine,
        CallbackReceiver callbacks,
        EventLoopGroup loops,
        Vault vault,
        BankAnswers answers,
        Clock clock) {
    public ChannelMetrics metrics() {
        return settings.metrics();
    }

    /** Where the channel's bank calls back, complete. */
    public String callbackUrl(ChannelEntry entry) {
        return settings.callbackBaseUrl() + "/callbacks/" + entry.id();
    }
}
