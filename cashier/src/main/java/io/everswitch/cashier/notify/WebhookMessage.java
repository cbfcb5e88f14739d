package io.everswitch.cashier.notify;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One try of one notification. Immutable by agreement: the body is not copied, so the caller must not change it.
 *
 * @param id the {@code webhook-id}: the same in every try, so that the merchant can drop repeats
 * @param url where it goes; judged by {@link NotifyUrlRules} again at every try
 * @param timestamp the {@code webhook-timestamp} of this try
 * @param body the JSON text, UTF-8
 * @param secrets {@code whsec_…}, one or several: while a secret is being replaced the message carries a signature of each
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes go to the wire as they are; nobody compares messages.
public record WebhookMessage(String id, String url, Instant timestamp, byte[] body, List<String> secrets) {
    /** Signatures of one message: more would make the header longer than some servers take. */
    static final int SECRETS_MAX = 8;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    public WebhookMessage {
        secrets = List.copyOf(secrets);
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("webhook id must be 1 to 128 of A-Z a-z 0-9 . _ : -");
        }
        if (secrets.isEmpty() || secrets.size() > SECRETS_MAX) {
            throw new IllegalArgumentException("a webhook needs 1 to " + SECRETS_MAX + " secrets");
        }
    }

    /** Without the secrets, the body and the URL, which may carry a merchant's own key (M10). */
    @Override
    public String toString() {
        return "WebhookMessage[" + id + ", " + body.length + " bytes]";
    }
}
