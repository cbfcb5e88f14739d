package io.everswitch.channel.http;

import io.everswitch.domain.id.ChannelId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one channel's bank is spoken to over HTTP.
 *
 * @param baseUrl where the bank listens, without a slash at the end
 * @param signature signs the requests, and the answers where they are signed; null where messages hold their signature
 * @param contentType of requests and of the answers that we take
 * @param connectTimeoutMs how long TCP and TLS may take, 50 … 30,000
 * @param responseTimeout from the first byte to the answer
 * @param answersSigned true: a 200 to a POST that does not carry the bank's signature is no answer
 */
public record HttpPeer(
        ChannelId channel,
        String baseUrl,
        @Nullable Signature signature,
        String contentType,
        int connectTimeoutMs,
        Duration responseTimeout,
        boolean answersSigned) {
    public HttpPeer {
        if (answersSigned && signature == null) {
            throw new IllegalArgumentException("signed answers need a signature");
        }
        if (connectTimeoutMs < 50 || connectTimeoutMs > 30_000) {
            throw new IllegalArgumentException("connectTimeoutMs must be 50 … 30000: " + connectTimeoutMs);
        }
    }
}
