package io.everswitch.cashier.notify;

import java.time.Duration;

/**
 * The bounds of the sender: what one merchant, and all of them, may take of it.
 *
 * @param connectionsPerHostMax messages on the wire to one host (scheme, name and port) at once
 * @param waitingPerHostMax messages that wait for one of these; one more is answered FAILED "busy" at once
 * @param waitMax how long a message waits before it is answered FAILED "busy"
 * @param connectionsTotalMax open connections, idle ones included
 * @param messagesTotalMax messages being sent or waiting, over all hosts
 * @param responseBodyMaxBytes bytes of an answer that are read and thrown away before the connection is closed instead
 * @param retryAfterMax longest {@code Retry-After} that is passed on
 */
public record WebhookLimits(
        int connectionsPerHostMax,
        int waitingPerHostMax,
        Duration waitMax,
        int connectionsTotalMax,
        int messagesTotalMax,
        int responseBodyMaxBytes,
        Duration retryAfterMax) {
    /**
     * 64 connections carry 6,400 messages/s to a merchant that answers in 10 ms; 1,024 waiting are a burst of 0.2 s of
     * that, and one that waits 5 s is better repeated by the ladder than kept. 2,048 connections stay below the usual
     * limit of 4,096 files. Messages are some kB, so 8,192 of them are below 100 MB. 16 kB read keep a connection
     * reusable for every polite answer. A merchant may put us off for a day, not for ever.
     */
    public static final WebhookLimits DEFAULT =
            new WebhookLimits(64, 1_024, Duration.ofSeconds(5), 2_048, 8_192, 16_384, Duration.ofDays(1));

    public WebhookLimits {
        positive("connectionsPerHostMax", connectionsPerHostMax);
        positive("connectionsTotalMax", connectionsTotalMax);
        positive("messagesTotalMax", messagesTotalMax);
        if (waitingPerHostMax < 0 || responseBodyMaxBytes < 0) {
            throw new IllegalArgumentException("waitingPerHostMax and responseBodyMaxBytes must be 0 or more");
        }
        if (waitMax.isNegative() || retryAfterMax.isNegative()) {
            throw new IllegalArgumentException("waitMax and retryAfterMax must be 0 or more");
        }
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more: " + value);
        }
    }
}
