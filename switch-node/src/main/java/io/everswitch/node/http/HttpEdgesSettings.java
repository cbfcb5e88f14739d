package io.everswitch.node.http;

import java.time.Duration;

/** How the HTTP edges listen and what they bear; configuration. */
public record HttpEdgesSettings(Ports ports, Limits limits, Timeouts timeouts) {
    /**
     * @param host the address to listen on
     * @param merchant merchant API and cashier; 0 for any free port
     * @param callbacks what banks call
     * @param operations metrics and health; never reachable from outside
     */
    public record Ports(String host, int merchant, int callbacks, int operations) {}

    /**
     * @param bodyBytesMax largest body of the merchant API and the cashier
     * @param callbackBytesMax largest body of a bank's callback
     * @param connectionsMax open connections of each port
     * @param requestsMax requests of each port that are being answered; beyond: 503
     * @param requestsPerMerchantMax the same of one merchant, so that one cannot lock the others out; beyond: 429
     * @param eventStreamsMax open event streams; beyond: 503
     * @param headersMax number of headers of a request
     * @param headerBytesMax length of one header's value
     * @param uriBytesMax length of a request's target
     */
    public record Limits(
            int bodyBytesMax,
            int callbackBytesMax,
            int connectionsMax,
            int requestsMax,
            int requestsPerMerchantMax,
            int eventStreamsMax,
            int headersMax,
            int headerBytesMax,
            int uriBytesMax) {
        /** Bodies are a few hundred bytes; each request in work holds some kilobytes, so 4,096 of them fit anywhere. */
        public static final Limits DEFAULT = new Limits(65_536, 16_384, 8_192, 4_096, 2_048, 2_000, 64, 4_096, 2_048);

        public Limits {
            requirePositive("bodyBytesMax", bodyBytesMax);
            requirePositive("callbackBytesMax", callbackBytesMax);
            requirePositive("connectionsMax", connectionsMax);
            requirePositive("requestsMax", requestsMax);
            requirePositive("requestsPerMerchantMax", requestsPerMerchantMax);
            requirePositive("eventStreamsMax", eventStreamsMax);
            requirePositive("headersMax", headersMax);
            requirePositive("headerBytesMax", headerBytesMax);
            requirePositive("uriBytesMax", uriBytesMax);
        }

        private static void requirePositive(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be at least 1: " + value);
            }
        }
    }

    /**
     * @param request until a request is answered at the latest, what {@code Prefer: wait} asks for not counted
     * @param body until a request's body is there
     * @param idle until a silent connection is closed; more than the longest wait (60 s)
     * @param heartbeat between signs of life of an event stream
     * @param eventStream until an event stream is ended; its reader then connects again
     */
    public record Timeouts(Duration request, Duration body, Duration idle, Duration heartbeat, Duration eventStream) {
        /** Actors answer in milliseconds or say that they cannot; bodies come with their headers; proxies allow 30 s of silence. */
        public static final Timeouts DEFAULT = new Timeouts(
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(75),
                Duration.ofSeconds(15),
                Duration.ofHours(1));

        public Timeouts {
            if (heartbeat.compareTo(idle) >= 0) {
                throw new IllegalArgumentException("heartbeat must be shorter than idle: " + heartbeat + ", " + idle);
            }
        }
    }

    public static HttpEdgesSettings on(Ports ports) {
        return new HttpEdgesSettings(ports, Limits.DEFAULT, Timeouts.DEFAULT);
    }
}
