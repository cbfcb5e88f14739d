package io.everswitch.cashier.notify;

import java.time.Duration;

/**
 * @param urls which addresses may be called
 * @param connectTimeout from the first packet to an open connection, 1 ms … 60 s
 * @param requestTimeout from {@link WebhookSender#send} to the end of the answer, waiting included, 1 ms … 5 min
 */
public record WebhookSenderConfig(
        NotifyUrlRules urls, Duration connectTimeout, Duration requestTimeout, WebhookLimits limits) {
    /** 5 s cover two lost packets of a handshake; 15 s are what the payment rules give a merchant to answer. */
    public static final WebhookSenderConfig DEFAULT = new WebhookSenderConfig(
            NotifyUrlRules.DEFAULT, Duration.ofSeconds(5), Duration.ofSeconds(15), WebhookLimits.DEFAULT);

    public WebhookSenderConfig {
        between("connectTimeout", connectTimeout, Duration.ofSeconds(60));
        between("requestTimeout", requestTimeout, Duration.ofMinutes(5));
    }

    public WebhookSenderConfig withUrls(NotifyUrlRules rules) {
        return new WebhookSenderConfig(rules, connectTimeout, requestTimeout, limits);
    }

    private static void between(String name, Duration value, Duration max) {
        if (value.toMillis() < 1 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(name + " must be 1 ms to " + max.toSeconds() + " s: " + value);
        }
    }
}
