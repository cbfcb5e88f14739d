package io.everswitch.channel.iso20022;

import io.everswitch.channel.http.HttpPeer;
import io.everswitch.channel.http.Signature;
import io.everswitch.channel.support.CodeMap;
import io.everswitch.domain.port.AttemptAnswer.Kind;
import io.everswitch.domain.port.ChannelProfile;
import java.util.Map;

/**
 * How one channel of this family is reached.
 *
 * @param baseUrl where the bank listens, without a slash at the end
 * @param signature signs requests, answers and callbacks with the channel's secret
 * @param callbackUrl where the bank calls back, complete
 * @param codes {@link #codes} with the channel's own meanings
 * @param connectTimeoutMs how long TCP and TLS may take, 50 … 30,000
 * @param inFlightMax attempts that may hold a connection at once, 1 … 10,000; queries, reversals and refunds have a quarter
 *     of it (at least 4) for themselves
 * @param realBank true: load-test traffic is refused with NOT_SENT
 */
public record Iso20022Settings(
        ChannelProfile profile,
        Parties parties,
        String baseUrl,
        Signature signature,
        String callbackUrl,
        CodeMap codes,
        int connectTimeoutMs,
        int inFlightMax,
        boolean realBank) {
    public Iso20022Settings {
        if (inFlightMax < 1 || inFlightMax > 10_000) {
            throw new IllegalArgumentException("inFlightMax must be 1 … 10000: " + inFlightMax);
        }
    }

    /**
     * The table of the family with a channel's own meanings.
     *
     * @throws IllegalArgumentException if a meaning contradicts what the code is: a status that is settled, rejected or
     *     cancelled stays that; an interim one can only be approved or unknown, a reason of a rejection never approved; the
     *     message names the code
     */
    public static CodeMap codes(Map<String, Kind> overrides) {
        overrides.forEach((code, kind) -> {
            boolean interim = StatusCodes.isInterim(code);
            if (StatusCodes.isStatus(code) && !interim) {
                throw new IllegalArgumentException("code " + code + " is a status whose meaning is fixed");
            }
            if (interim && kind != Kind.APPROVED && kind != Kind.UNKNOWN) {
                throw new IllegalArgumentException("code " + code + " is no rejection: approved or unknown");
            }
            if (!interim && kind == Kind.APPROVED) {
                throw new IllegalArgumentException("code " + code + " is a reason of a rejection: not approved");
            }
        });
        return StatusCodes.codes().with(overrides);
    }

    HttpPeer peer() {
        return new HttpPeer(
                profile.id(), baseUrl, signature, "application/xml", connectTimeoutMs, profile.responseTimeout(), true);
    }
}
