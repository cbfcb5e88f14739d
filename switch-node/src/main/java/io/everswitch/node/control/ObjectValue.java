package io.everswitch.node.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.node.settings.SettingsRefusal.Complaint;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a setting whose value is a flat JSON object, and collects what is wrong with it. A field that is wrong reads as absent, so
 * that everything wrong is told at once. Not thread-safe.
 */
final class ObjectValue {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int TEXT_MAX = 64;

    private final String path;
    private final JsonNode node;
    private final List<Complaint> complaints = new ArrayList<>();

    /** @param names of all fields that may be there */
    ObjectValue(String path, String value, Set<String> names) {
        this.path = path;
        this.node = parsed(value);
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                wrong("has a field that it must not have: " + (name.length() > 40 ? "(long)" : name));
            }
        });
    }

    private JsonNode parsed(String value) {
        try {
            JsonNode read = JSON.readTree(value);
            if (read.isObject()) {
                return read;
            }
        } catch (JsonProcessingException e) {
            // Told below, without the text.
        }
        wrong("must be an object");
        return JSON.createObjectNode();
    }

    void wrong(String rule) {
        complaints.add(new Complaint(path, rule));
    }

    List<Complaint> complaints() {
        return complaints;
    }

    boolean has(String name) {
        return node.has(name);
    }

    @Nullable
    String text(String name) {
        return text(name, TEXT_MAX);
    }

    @Nullable
    String text(String name, int most) {
        JsonNode value = node.get(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() || value.textValue().length() > most) {
            wrong(name + " must be a string of at most " + most + " characters");
            return null;
        }
        return value.textValue();
    }

    @Nullable
    BankId bank(ChannelCatalog catalog) {
        String id = text("bank");
        if (id == null) {
            return null;
        }
        boolean known = catalog.banks().stream().anyMatch(b -> b.id().value().equals(id));
        if (!known) {
            wrong("bank must be one of the catalog");
            return null;
        }
        return new BankId(id);
    }

    @Nullable
    MeansKind method() {
        String code = text("method");
        if (code == null) {
            return null;
        }
        for (MeansKind kind : MeansKind.values()) {
            if (kind.code().equals(code)) {
                return kind;
            }
        }
        wrong("method must be one of card, bank_account");
        return null;
    }

    @Nullable
    String currency() {
        String code = text("currency");
        if (code == null) {
            return null;
        }
        try {
            return Currency.getInstance(code).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            wrong("currency must be an ISO 4217 code in upper case");
            return null;
        }
    }

    long number(String name, long min, long max, long absent) {
        JsonNode value = node.get(name);
        if (value == null) {
            return absent;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < min
                || value.longValue() > max) {
            wrong(name + " must be an integer from " + min + " to " + max);
            return absent;
        }
        return value.longValue();
    }

    /** Words of a list; empty if it is absent or wrong. */
    Set<String> words(String name, String pattern, int most) {
        JsonNode value = node.get(name);
        Set<String> words = new TreeSet<>();
        if (value == null) {
            return words;
        }
        boolean fits = value.isArray() && value.size() <= most;
        for (JsonNode word : value) {
            fits &= word.isTextual() && word.textValue().matches(pattern) && words.add(word.textValue());
        }
        if (!fits) {
            wrong(name + " must be a list of at most " + most + " different codes");
            return Set.of();
        }
        return words;
    }
}
