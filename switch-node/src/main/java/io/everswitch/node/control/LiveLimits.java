package io.everswitch.node.control;

import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.money.Money;
import io.everswitch.node.settings.SettingsBoard;
import io.everswitch.node.settings.SettingsCheck;
import io.everswitch.node.settings.SettingsRefusal.Complaint;
import io.everswitch.node.settings.SettingsView;
import io.everswitch.routing.limit.Limit;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings {@code limits/NAME}: how much each payer may pay, or each merchant may be paid, in a day. Thread-safe. */
public final class LiveLimits implements SettingsCheck, SettingsBoard.Listener {
    /** How the paths of these settings begin. */
    public static final String LIMITS = "limits/";

    /** All of them are looked at for each attempt, and each that concerns it costs a word with its ledger. */
    private static final int MAX = 100;

    private static final int COUNT_MAX = 1_000_000;

    private static final Set<String> FIELDS =
            Set.of("per", "amount_max", "count_max", "currency", "merchant", "method", "bank", "zone");

    private final ChannelCatalog catalog;
    private volatile List<Limit> standing = List.of();

    /** @param catalog whose banks may be named */
    public LiveLimits(ChannelCatalog catalog) {
        this.catalog = catalog;
    }

    /** Those that stand now. */
    public List<Limit> standing() {
        return standing;
    }

    @Override
    public void changed(SettingsView view) {
        List<Limit> all = new ArrayList<>();
        view.values().forEach((path, value) -> {
            if (path.startsWith(LIMITS)) {
                Limit limit = read(path, value, new ArrayList<>());
                if (limit != null) {
                    all.add(limit);
                }
            }
        });
        standing = List.copyOf(all);
    }

    @Override
    public List<Complaint> check(Map<String, String> values, Set<String> changed) {
        List<Complaint> complaints = new ArrayList<>();
        for (String path : changed) {
            String value = values.get(path);
            if (!path.substring(LIMITS.length()).matches("[A-Za-z0-9._-]{1,64}")) {
                complaints.add(new Complaint(path, "must be limits/NAME, the name 1 to 64 of A-Z a-z 0-9 . _ -"));
            } else if (value != null) {
                read(path, value, complaints);
            }
        }
        long number =
                values.keySet().stream().filter(path -> path.startsWith(LIMITS)).count();
        if (number > MAX) {
            complaints.add(new Complaint(changed.iterator().next(), "is one too many: at most " + MAX + " may stand"));
        }
        return complaints;
    }

    /** Null if anything is wrong, which is then among the complaints. */
    private @Nullable Limit read(String path, String value, List<Complaint> complaints) {
        ObjectValue object = new ObjectValue(path, value, FIELDS);
        Limit.Per per = per(object);
        BankId bank = object.bank(catalog);
        MeansKind method = object.method();
        String currency = object.currency();
        String merchant = object.text("merchant");
        ZoneId zone = Schedules.zone(object);
        long amountMax = object.number("amount_max", 0, Money.MINOR_MAX, Long.MAX_VALUE);
        int countMax = (int) object.number("count_max", 0, COUNT_MAX, Integer.MAX_VALUE);
        if (merchant != null && !merchant.matches("[A-Za-z0-9._:-]{1,64}")) {
            object.wrong("merchant must be a merchant's id");
        }
        if (!object.has("amount_max") && !object.has("count_max")) {
            object.wrong("must have amount_max or count_max");
        }
        if (object.has("amount_max") && !object.has("currency")) {
            object.wrong("amount_max must come with a currency");
        }
        complaints.addAll(object.complaints());
        if (!object.complaints().isEmpty() || per == null) {
            return null;
        }
        return new Limit(
                path.substring(LIMITS.length()),
                per,
                new Limit.Scope(merchant == null ? null : new MerchantId(merchant), method, bank, currency),
                amountMax,
                countMax,
                zone);
    }

    private static Limit.@Nullable Per per(ObjectValue object) {
        String word = object.text("per");
        for (Limit.Per per : Limit.Per.values()) {
            if (per.code().equals(word)) {
                return per;
            }
        }
        object.wrong("per must be one of payer_day, merchant_day");
        return null;
    }
}
