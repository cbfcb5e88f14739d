package io.everswitch.channel.form;

import io.everswitch.channel.http.HttpPeer;
import io.everswitch.channel.support.CodeMap;
import io.everswitch.domain.port.ChannelProfile;

/**
 * How one channel of this family is reached.
 *
 * @param merchant the house's id at the bank, {@code merId}
 * @param baseUrl where the bank listens, without a slash at the end
 * @param seal signs requests, knows answers and callbacks
 * @param callbackUrl where the bank calls back, complete
 * @param codes {@link FormCodes#codes} with the channel's own meanings
 * @param connectTimeoutMs how long TCP and TLS may take, 50 … 30,000
 * @param inFlightMax attempts that may hold a connection at once, 1 … 10,000; queries, reversals and refunds have a quarter
 *     of it (at least 4) for themselves
 * @param realBank true: load-test traffic is refused with NOT_SENT
 */
record FormSettings(
        ChannelProfile profile,
        String merchant,
        String baseUrl,
        FormSeal seal,
        String callbackUrl,
        CodeMap codes,
        int connectTimeoutMs,
        int inFlightMax,
        boolean realBank) {
    FormSettings {
        if (inFlightMax < 1 || inFlightMax > 10_000) {
            throw new IllegalArgumentException("inFlightMax must be 1 … 10000: " + inFlightMax);
        }
    }

    HttpPeer peer() {
        return new HttpPeer(
                profile.id(),
                baseUrl,
                null,
                "application/x-www-form-urlencoded",
                connectTimeoutMs,
                profile.responseTimeout(),
                false);
    }
}
