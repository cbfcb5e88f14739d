package io.everswitch.routing.choice;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All channels, filed by (method, currency, bank), so that a decision looks only at channels that could be meant.
 * Immutable; a changed catalog makes a new table.
 */
public final class RoutingTable {
    /**
     * The channels of one (method, currency, bank).
     *
     * @param channels in the order of their ids: the same catalog in another order decides alike
     * @param of number of channels that take the method at all
     * @param otherBank number of those that fell because they are another bank's
     * @param otherCurrency number of the rest that fell for the currency
     * @param disabled number of the rest that the catalog has switched off
     */
    record Drawer(List<RoutedChannel> channels, int of, int otherBank, int otherCurrency, int disabled) {}

    private final List<RoutedChannel> channels;
    private final Map<MeansKind, Map<String, Map<BankId, Drawer>>> byBank = new EnumMap<>(MeansKind.class);
    private final Map<MeansKind, Map<String, Drawer>> anyBank = new EnumMap<>(MeansKind.class);

    private RoutingTable(List<RoutedChannel> channels) {
        this.channels = channels;
        Set<BankId> banks = new HashSet<>();
        Set<String> currencies = new HashSet<>();
        channels.forEach(c -> {
            banks.add(c.bank());
            currencies.addAll(c.currencies());
        });
        for (MeansKind method : MeansKind.values()) {
            Map<String, Map<BankId, Drawer>> ofMethod = new HashMap<>();
            Map<String, Drawer> ofMethodAnyBank = new HashMap<>();
            for (String currency : currencies) {
                Map<BankId, Drawer> ofCurrency = new HashMap<>();
                banks.forEach(bank -> ofCurrency.put(bank, fill(method, currency, bank)));
                ofMethod.put(currency, ofCurrency);
                ofMethodAnyBank.put(currency, fill(method, currency, null));
            }
            byBank.put(method, ofMethod);
            anyBank.put(method, ofMethodAnyBank);
        }
    }

    /** @throws IllegalArgumentException if two channels have the same id */
    public static RoutingTable of(Collection<RoutedChannel> channels) {
        List<RoutedChannel> sorted = new ArrayList<>(channels);
        sorted.sort(Comparator.comparing(c -> c.id().value()));
        Set<ChannelId> seen = new HashSet<>();
        for (RoutedChannel channel : sorted) {
            if (!seen.add(channel.id())) {
                throw new IllegalArgumentException("two channels have the id " + channel.id());
            }
        }
        return new RoutingTable(List.copyOf(sorted));
    }

    /** In the order of their ids. */
    public List<RoutedChannel> channels() {
        return channels;
    }

    /** @param bank null for any */
    Drawer drawer(MeansKind method, String currency, @Nullable BankId bank) {
        Drawer drawer = null;
        if (bank == null) {
            Map<String, Drawer> ofMethod = anyBank.get(method);
            drawer = ofMethod == null ? null : ofMethod.get(currency);
        } else {
            Map<String, Map<BankId, Drawer>> ofMethod = byBank.get(method);
            Map<BankId, Drawer> ofCurrency = ofMethod == null ? null : ofMethod.get(currency);
            drawer = ofCurrency == null ? null : ofCurrency.get(bank);
        }
        // A currency or bank that no channel has: rare, so counted when asked and not kept, or strangers could fill the
        // memory.
        return drawer == null ? fill(method, currency, bank) : drawer;
    }

    private Drawer fill(MeansKind method, String currency, @Nullable BankId bank) {
        List<RoutedChannel> left = new ArrayList<>(channels);
        left.removeIf(c -> !c.methods().contains(method));
        int of = left.size();
        int otherBank = drop(left, c -> bank != null && !c.bank().equals(bank));
        int otherCurrency = drop(left, c -> !c.currencies().contains(currency));
        int disabled = drop(left, c -> !c.enabled());
        return new Drawer(List.copyOf(left), of, otherBank, otherCurrency, disabled);
    }

    private static int drop(List<RoutedChannel> left, Predicate<RoutedChannel> rule) {
        int before = left.size();
        left.removeIf(rule);
        return before - left.size();
    }
}
