package io.everswitch.node.control;

import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.money.Money;
import io.everswitch.node.settings.SettingsCheck;
import io.everswitch.node.settings.SettingsRefusal.Complaint;
import io.everswitch.routing.degrade.Degradation;
import io.everswitch.routing.degrade.Degradation.Action;
import io.everswitch.routing.degrade.Schedule;
import java.util.ArrayList;
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
            "action",
            "channel",
            "bank",
            "method",
            "currency",
            "amount_min",
            "amount_max",
            "percent",
            "per_second",
            "from",
            "until",
            "weekly",
            "minutes",
            "zone");

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
                Degradation degradation = read(path, value, new ArrayList<>());
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
            String value = values.get(path);
            if (!path.substring(DEGRADATIONS.length()).matches("[A-Za-z0-9._-]{1,64}")) {
                complaints.add(new Complaint(path, "must be degradations/NAME, the name 1 to 64 of A-Z a-z 0-9 . _ -"));
            } else if (value != null) {
                read(path, value, complaints);
            }
        }
        long number = values.keySet().stream()
                .filter(path -> path.startsWith(DEGRADATIONS))
                .count();
        if (number > MAX) {
            complaints.add(new Complaint(changed.iterator().next(), "is one too many: at most " + MAX + " may stand"));
        }
        return complaints;
    }

    /** Null if anything is wrong, which is then among the complaints. */
    private @Nullable Degradation read(String path, String value, List<Complaint> complaints) {
        ObjectValue object = new ObjectValue(path, value, FIELDS);
        Action action = action(object);
        ChannelId channel = channel(object);
        BankId bank = object.bank(catalog);
        MeansKind method = object.method();
        String currency = object.currency();
        long least = object.number("amount_min", 0, Money.MINOR_MAX, 0);
        long most = object.number("amount_max", 0, Money.MINOR_MAX, Long.MAX_VALUE);
        int percent = (int) cap(object, "percent", 100, action == Action.CAP_PERCENT);
        int perSecond = (int) cap(object, "per_second", Degradation.PER_SECOND_MAX, action == Action.CAP_RATE);
        Schedule schedule = Schedules.read(object);
        if (!object.has("channel") && !object.has("bank") && !object.has("method")) {
            object.wrong("must name a channel, a bank or a method");
        }
        if (least > most) {
            object.wrong("amount_max must not be below amount_min");
        }
        complaints.addAll(object.complaints());
        if (!object.complaints().isEmpty() || action == null) {
            return null;
        }
        return new Degradation(
                path.substring(DEGRADATIONS.length()),
                new Degradation.Scope(channel, bank, method, currency, least, most),
                action,
                percent,
                perSecond,
                schedule);
    }

    private static @Nullable Action action(ObjectValue object) {
        String word = object.text("action");
        for (Action action : Action.values()) {
            if (action.name().toLowerCase(Locale.ROOT).equals(word)) {
                return action;
            }
        }
        object.wrong("action must be one of stop, drain, cap_percent, cap_rate, prefer");
        return null;
    }

    private @Nullable ChannelId channel(ObjectValue object) {
        String id = object.text("channel");
        if (id == null) {
            return null;
        }
        boolean known = catalog.channels().stream().anyMatch(c -> c.id().value().equals(id));
        if (!known) {
            object.wrong("channel must be one of the catalog");
            return null;
        }
        return new ChannelId(id);
    }

    private static long cap(ObjectValue object, String name, long max, boolean wanted) {
        if (wanted == object.has(name)) {
            return object.number(name, 0, max, 0);
        }
        object.wrong(name + (wanted ? " must be there with this action" : " must not be there with this action"));
        return 0;
    }
}
