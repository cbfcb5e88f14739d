package io.everswitch.node.boot;

import io.everswitch.domain.id.MerchantId;
import io.everswitch.node.http.Merchant;
import io.everswitch.node.http.Merchants;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The merchants of the configuration, with the secrets that it points to. */
final class ConfiguredMerchants {
    private ConfiguredMerchants() {}

    static Merchants of(NodeConfig config) {
        List<Merchant> merchants = new ArrayList<>();
        for (NodeConfig.Merchant merchant : config.merchants()) {
            String field = "merchants[" + merchant.id() + "]";
            List<String> secrets = merchant.webhookSecrets().stream()
                    .map(reference -> NodeConfigFile.secret(field + ".webhook_secrets", reference))
                    .toList();
            merchants.add(new Merchant(
                    merchantId(merchant.id()),
                    merchant.name(),
                    sha256(NodeConfigFile.secret(field + ".api_key", merchant.apiKey())),
                    secrets,
                    merchant.notifyUrl()));
        }
        try {
            return Merchants.of(merchants);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("merchants: " + e.getMessage());
        }
    }

    private static MerchantId merchantId(String id) {
        try {
            return new MerchantId(id);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("merchants[].id: " + e.getMessage());
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
