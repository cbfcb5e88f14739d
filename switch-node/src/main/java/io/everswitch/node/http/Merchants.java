package io.everswitch.node.http;

import io.everswitch.domain.id.MerchantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may use the merchant API. Thread-safe, answers at once. */
public interface Merchants {
    /** The merchant of an API key; null if there is none. How long it takes tells nothing about any key. */
    @Nullable
    Merchant byApiKey(String apiKey);

    @Nullable
    Merchant byId(MerchantId id);

    /** A fixed list, as read from a configuration. */
    static Merchants of(List<Merchant> merchants) {
        return new FixedMerchants(merchants);
    }
}
