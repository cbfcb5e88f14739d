package io.everswitch.node.http;

import io.everswitch.domain.id.MerchantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A merchant, as the configuration names it. Immutable.
 *
 * @param name what payers read
 * @param apiKeyHash SHA-256 of the API key, lower-case hexadecimal; the key itself is nowhere
 * @param webhookSecrets {@code whsec_…}, the newest first: all of them sign while a secret is being changed
 * @param notifyUrl where notifications go that name no address themselves; null if nowhere
 */
public record Merchant(
        MerchantId id,
        String name,
        String apiKeyHash,
        List<String> webhookSecrets,
        @Nullable String notifyUrl) {
    public Merchant {
        webhookSecrets = List.copyOf(webhookSecrets);
        if (apiKeyHash.length() != 64) {
            throw new IllegalArgumentException("API key hash of " + id + " must be 64 hexadecimal digits");
        }
    }

    @Override
    public String toString() {
        return "Merchant[" + id + "]";
    }
}
