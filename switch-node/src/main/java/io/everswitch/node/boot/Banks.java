package io.everswitch.node.boot;

import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.node.http.BankDirectory;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The catalog's banks, as payers see them. Immutable. */
final class Banks implements BankDirectory {
    private final List<Bank> banks;
    private final Set<String> ids;

    Banks(ChannelCatalog catalog) {
        this.banks = catalog.banks().stream()
                .map(bank -> new Bank(bank.id(), bank.nameEn(), bank.nameZh()))
                .toList();
        this.ids = banks.stream().map(bank -> bank.id().value()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<Bank> banks() {
        return banks;
    }

    @Override
    public boolean isKnown(String bankId) {
        return ids.contains(bankId);
    }
}
