package io.everswitch.channel.httpjson;

import io.everswitch.channel.http.HttpPeer;
import io.everswitch.channel.http.Signature;
import io.everswitch.channel.support.CodeMap;
import io.everswitch.domain.port.ChannelProfile;

/**
 * How one channel of this family is reached.
 *
 * @param baseUrl where the bank listens, without a slash at the end
 * @param signature signs requests and callbacks with the channel's secret
 * @param callbackUrl where the bank calls back, complete
 * @param connectTimeoutMs how long TCP and TLS may take, 50 … 30,000
 * @param inFlightMax attempts that may hold a connection at once, 1 … 10,000; queries, reversals and refunds have a quarter
 *     of it (at least 4) for themselves, so that a bank full of attempts can still be asked
 * @param realBank true: load-test traffic is refused with NOT_SENT
 */
public record HttpJsonSettings(
        ChannelProfile profile,
        String baseUrl,
        Signature signature,
        String callbackUrl,
        CodeMap codes,
        int connectTimeoutMs,
        int inFlightMax,
        boolean realBank) {
    public HttpJsonSettings {
        if (inFlightMax < 1 || inFlightMax > 10_000) {
            throw new IllegalArgumentException("inFlightMax must be 1 … 10000: " + inFlightMax);
        }
    }

    HttpPeer peer() {
        return new HttpPeer(
                profile.id(),
                baseUrl,
                signature,
                "application/json",
                connectTimeoutMs,
                profile.responseTimeout(),
                false);
    }
}
