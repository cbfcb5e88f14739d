package io.everswitch.chaos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.RouteRequest;
import io.everswitch.node.control.RecordedDecision;
import io.everswitch.node.control.SeenRate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads what nodes recorded, and settings, from files. Stateless. */
final class Recorded {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Recorded() {}

    static List<RecordedDecision> read(byte[] file) throws IOException {
        List<RecordedDecision> decisions = new ArrayList<>();
        for (JsonNode node : JSON.readTree(file).path("decisions")) {
            try {
                decisions.add(decision(node));
            } catch (IllegalArgumentException e) {
                throw new IOException("decision " + (decisions.size() + 1) + ": " + e.getMessage(), e);
            }
        }
        return decisions;
    }

    private static RecordedDecision decision(JsonNode node) {
        Set<ChannelId> tried = new HashSet<>();
        node.path("tried").forEach(each -> tried.add(new ChannelId(each.asText())));
        RouteRequest request = new RouteRequest(
                new MerchantId(node.path("merchant").asText()),
                method(node.path("method").asText()),
                node.path("bank").isTextual() ? new BankId(node.path("bank").asText()) : null,
                node.path("brand").asText(),
                Money.of(node.path("amount").asLong(), node.path("currency").asText()),
                tried,
                node.path("shadow").asBoolean(),
                Long.parseLong(node.path("spread").asText()));
        return new RecordedDecision(
                request,
                node.path("chosen").isTextual()
                        ? new ChannelId(node.path("chosen").asText())
                        : null,
                node.path("at_ms").asLong());
    }

    /** What the node had seen of its channels; empty in a recording of before that was in it. */
    static List<SeenRate> rates(byte[] file) throws IOException {
        List<SeenRate> rates = new ArrayList<>();
        for (JsonNode node : JSON.readTree(file).path("rates")) {
            try {
                rates.add(new SeenRate(
                        new ChannelId(node.path("channel").asText()),
                        method(node.path("method").asText()),
                        node.path("success_rate").asDouble(),
                        node.path("results").asDouble()));
            } catch (IllegalArgumentException e) {
                throw new IOException("rate " + (rates.size() + 1) + ": " + e.getMessage(), e);
            }
        }
        return rates;
    }

    private static MeansKind method(String code) {
        for (MeansKind kind : MeansKind.values()) {
            if (kind.code().equals(code)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("method must be card or bank_account");
    }

    /** Path → JSON value as text. */
    static Map<String, String> settings(byte[] file) throws IOException {
        JsonNode root = JSON.readTree(file);
        if (!root.isObject()) {
            throw new IOException("settings must be one object of paths and values");
        }
        Map<String, String> settings = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : root.properties()) {
            settings.put(each.getKey(), each.getValue().toString());
        }
        return settings;
    }
}
