package io.everswitch.node.http;

import io.everswitch.domain.id.MerchantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Merchants by the hash of their keys. The hash table only ever sees SHA-256 of what a client sent: its timing says nothing
 * of a key, since nobody can choose a key by its hash. The last comparison is constant-time all the same. Immutable.
 */
final class FixedMerchants implements Merchants {
    private static final HexFormat HEX = HexFormat.of();

    private final Map<String, Merchant> byHash = new HashMap<>();
    private final Map<MerchantId, Merchant> byId = new HashMap<>();

    FixedMerchants(List<Merchant> merchants) {
        for (Merchant merchant : merchants) {
            String hash = merchant.apiKeyHash().toLowerCase(Locale.ROOT);
            if (byHash.put(hash, merchant) != null || byId.put(merchant.id(), merchant) != null) {
                throw new IllegalArgumentException("two merchants share an id or an API key: " + merchant.id());
            }
        }
    }

    @Override
    public @Nullable Merchant byApiKey(String apiKey) {
        byte[] hash = Digests.sha256(apiKey.getBytes(StandardCharsets.UTF_8));
        Merchant merchant = byHash.get(HEX.formatHex(hash));
        if (merchant == null || !MessageDigest.isEqual(hash, HEX.parseHex(merchant.apiKeyHash()))) {
            return null;
        }
        return merchant;
    }

    @Override
    public @Nullable Merchant byId(MerchantId id) {
        return byId.get(id);
    }
}
