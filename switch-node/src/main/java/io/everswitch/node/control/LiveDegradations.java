package io.everswitch.node.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.money.Money;
import io.everswitch.node.settings.SettingsCheck;
import io.everswitch.node.settings.SettingsRefusal.Complaint;
import io.everswitch.routing.degrade.Degradation;
import io.everswitch.routing.degrade.Degradation.Action;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings {@code degradations/NAME}: what operators take from channels, or give them, by hand. Thread-safe. */
public final class LiveDegradations implements SettingsCheck {
    /** How the paths of these settings begin. */
    public static final String DEGRADATIONS = "degradations/";

    /** All of them are looked at in each decision that they may concern. */
    private static final int MAX = 200;

    private static final Set<String> FIELDS = Set.of(
            "action", "channel", "bank", "method", "currency", "amount_min", "amount_max", "percent", "per_second");
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final ChannelCatalog catalog;

    /** @param catalog whose channels and banks may be named */
    public LiveDegradations(ChannelCatalog catalog) {
        this.catalog = catalog;
    }

    /** Those that stand; what cannot be read (the file of this node is another one) is left out. */
    List<Degradation> read(Map<String, String> values) {
        List<Degradation> all = new ArrayList<>();
        values.forEach((path, value) -> {
            if (path.startsWith(DEGRADATIONS)) {
                Degradation degradation = new Reader(path).read(value);
                if (degradation != null) {
                    all.add(degradation);
                }
            }
        });
        return all;
    }

    @Override
    public List<Complaint> check(Map<String, String> values, Set<String> changed) {
        List<Complaint> complaints = new ArrayList<>();
        for (String path : changed) {
            Reader reader = new Reader(path);
            String value = values.get(path);
            if (!path.substring(DEGRADATIONS.length()).matches("[A-Za-z0-9._-]{1,64}")) {
                reader.wrong("must be degradations/NAME, the name 1 to 64 of A-Z a-z 0-9 . _ -");
            } else if (value != null) {
                reader.read(value);
            }
            complaints.addAll(reader.complaints);
        }
        long number = values.keySet().stream()
                .filter(path -> path.startsWith(DEGRADATIONS))
                .count();
        if (number > MAX) {
            complaints.add(new Complaint(changed.iterator().next(), "is one too many: at most " + MAX + " may stand"));
        }
        return complaints;
    }

    /** Reads one value; what is wrong with it is then among the complaints. */
    private final class Reader {
        private final String path;
        private final List<Complaint> complaints = new ArrayList<>();

        Reader(String path) {
            this.path = path;
        }

        void wrong(String rule) {
            complaints.add(new Complaint(path, rule));
        }

        @Nullable
        Degradation read(String value) {
            JsonNode node = parsed(value);
            if (node == null) {
                return null;
            }
            node.fieldNames().forEachRemaining(name -> {
                if (!FIELDS.contains(name)) {
                    wrong("has a field that it must not have: " + (name.length() > 40 ? "(long)" : name));
                }
            });
            Action action = action(node);
            ChannelId channel = channel(node);
            BankId bank = bank(node);
            MeansKind method = method(node);
            String currency = currency(node);
            long least = number(node, "amount_min", 0, Money.MINOR_MAX, 0);
            long most = number(node, "amount_max", 0, Money.MINOR_MAX, Long.MAX_VALUE);
            int percent = (int) cap(node, "percent", 100, action == Action.CAP_PERCENT);
            int perSecond = (int) cap(node, "per_second", Degradation.PER_SECOND_MAX, action == Action.CAP_RATE);
            if (!node.has("channel") && !node.has("bank") && !node.has("method")) {
                wrong("must name a channel, a bank or a method");
            }
            if (least > most) {
                wrong("amount_max must not be below amount_min");
            }
            if (!complaints.isEmpty() || action == null) {
                return null;
            }
            return new Degradation(
                    path.substring(DEGRADATIONS.length()),
                    new Degradation.Scope(channel, bank, method, currency, least, most),
                    action,
                    percent,
                    perSecond);
        }

        private @Nullable JsonNode parsed(String value) {
            try {
                JsonNode node = JSON.readTree(value);
                if (node.isObject()) {
                    return node;
                }
            } catch (JsonProcessingException e) {
                // Told below, without the text.
            }
            wrong("must be an object with action and scope");
            return null;
        }

        private @Nullable String text(JsonNode node, String name) {
            JsonNode value = node.get(name);
            if (value == null) {
                return null;
            }
            if (!value.isTextual() || value.textValue().length() > 64) {
                wrong(name + " must be a string of at most 64 characters");
                return null;
            }
            return value.textValue();
        }

        private @Nullable Action action(JsonNode node) {
            String word = text(node, "action");
            for (Action action : Action.values()) {
                if (action.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return action;
                }
            }
            wrong("action must be one of stop, drain, cap_percent, cap_rate, prefer");
            return null;
        }

        private @Nullable ChannelId channel(JsonNode node) {
            String id = text(node, "channel");
            if (id == null) {
                return null;
            }
            boolean known =
                    catalog.channels().stream().anyMatch(c -> c.id().value().equals(id));
            if (!known) {
                wrong("channel must be one of the catalog");
                return null;
            }
            return new ChannelId(id);
        }

        private @Nullable BankId bank(JsonNode node) {
            String id = text(node, "bank");
            if (id == null) {
                return null;
            }
            boolean known =
                    catalog.banks().stream().anyMatch(b -> b.id().value().equals(id));
            if (!known) {
                wrong("bank must be one of the catalog");
                return null;
            }
            return new BankId(id);
        }

        private @Nullable MeansKind method(JsonNode node) {
            String code = text(node, "method");
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

        private @Nullable String currency(JsonNode node) {
            String code = text(node, "currency");
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

        private long cap(JsonNode node, String name, long max, boolean wanted) {
            if (wanted == node.has(name)) {
                return number(node, name, 0, max, 0);
            }
            wrong(name + (wanted ? " must be there with this action" : " must not be there with this action"));
            return 0;
        }

        private long number(JsonNode node, String name, long min, long max, long absent) {
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
    }
}
