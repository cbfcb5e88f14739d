package io.everswitch.node.boot;

import io.everswitch.channel.catalog.BankEntry;
import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.node.control.LiveRouting;
import io.everswitch.node.http.BankDirectory;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The catalog's banks, as payers see them. Thread-safe. */
final class Banks implements BankDirectory {
    private final List<BankEntry> banks;
    private final Set<String> ids;
    private final LiveRouting routing;

    Banks(ChannelCatalog catalog, LiveRouting routing) {
        this.banks = catalog.banks();
        this.ids = banks.stream().map(bank -> bank.id().value()).collect(Collectors.toUnmodifiableSet());
        this.routing = routing;
    }

    @Override
    public List<Bank> banks() {
        return banks.stream()
                .map(bank -> new Bank(bank.id(), bank.nameEn(), bank.nameZh(), routing.state(bank.id())))
                .toList();
    }

    @Override
    public boolean isKnown(String bankId) {
        return ids.contains(bankId);
    }
}
