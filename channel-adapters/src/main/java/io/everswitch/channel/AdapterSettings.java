package io.everswitch.channel;

import io.everswitch.channel.iso8583.StanPart;
import io.everswitch.channel.support.ChannelMetrics;
import java.util.Map;

/**
 * What the channels need of the process they run in.
 *
 * @param callbackBaseUrl how banks reach this process: {@code http://SWITCH:8081}, without a slash at the end; {@code
 *     /callbacks/CHANNEL} is put behind it
 * @param ioThreads event loops for all channels, 1 … 64; two carry thousands of payments a second, since nothing blocks
 * @param environment where {@code env:} secrets of the catalog are looked up
 * @param metrics hears what the channels live through
 * @param stans which trace numbers this process gives out at terminals that it shares with others
 */
public record AdapterSettings(
        String callbackBaseUrl,
        int ioThreads,
        Map<String, String> environment,
        ChannelMetrics metrics,
        StanPart stans) {
    public AdapterSettings {
        environment = Map.copyOf(environment);
        if (!callbackBaseUrl.startsWith("http") || callbackBaseUrl.endsWith("/")) {
            throw new IllegalArgumentException("callbackBaseUrl must be http(s)://HOST:PORT without a final slash");
        }
        if (ioThreads < 1 || ioThreads > 64) {
            throw new IllegalArgumentException("ioThreads must be 1 … 64: " + ioThreads);
        }
    }

    public AdapterSettings(
            String callbackBaseUrl, int ioThreads, Map<String, String> environment, ChannelMetrics metrics) {
        this(callbackBaseUrl, ioThreads, environment, metrics, StanPart.ALL);
    }

    /** Two threads, secrets from this process's environment, no metrics. */
    public static AdapterSettings of(String callbackBaseUrl) {
        return new AdapterSettings(callbackBaseUrl, 2, System.getenv(), ChannelMetrics.NONE);
    }

    public AdapterSettings withMetrics(ChannelMetrics other) {
        return new AdapterSettings(callbackBaseUrl, ioThreads, environment, other, stans);
    }

    public AdapterSettings withStans(StanPart part) {
        return new AdapterSettings(callbackBaseUrl, ioThreads, environment, metrics, part);
    }

    /** Leaves the environment out: it is full of secrets (M10). */
    @Override
    public String toString() {
        return "AdapterSettings[" + callbackBaseUrl + ", ioThreads=" + ioThreads + "]";
    }
}
