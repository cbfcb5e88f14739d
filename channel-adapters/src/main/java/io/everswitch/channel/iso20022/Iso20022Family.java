package io.everswitch.channel.iso20022;

import io.everswitch.channel.ChannelFamily;
import io.everswitch.channel.ChannelMaker;
import io.everswitch.channel.ChannelTools;
import io.everswitch.channel.FamilyInput;
import io.everswitch.channel.catalog.ChannelEntry;
import io.everswitch.channel.catalog.HttpSection;
import io.everswitch.channel.catalog.Section;
import io.everswitch.channel.http.Signature;
import io.everswitch.domain.means.MeansKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * ISO 20022 over HTTP. A credit transfer from the payer's account: there is no other means, and what codes may mean is bounded
 * by the standard. Stateless.
 */
public final class Iso20022Family implements ChannelFamily {
    @Override
    public Map<String, Set<String>> sections() {
        return Map.of(HttpSection.NAME, HttpSection.KEYS, PartiesSection.NAME, PartiesSection.KEYS);
    }

    @Override
    public List<Record> read(FamilyInput input) {
        Section section = input.section();
        if (input.methods().stream().anyMatch(method -> method != MeansKind.BANK_ACCOUNT)) {
            section.error("methods", "must be bank_account alone with protocol iso20022");
        }
        try {
            Iso20022Settings.codes(input.overrides());
        } catch (IllegalArgumentException e) {
            section.error("code_overrides", String.valueOf(e.getMessage()));
        }
        return Stream.concat(
                        Stream.<Record>ofNullable(HttpSection.read(input)),
                        Stream.<Record>ofNullable(PartiesSection.read(section)))
                .toList();
    }

    @Override
    public ChannelMaker maker(ChannelTools tools) {
        Iso20022ChannelFactory factory = new Iso20022ChannelFactory(tools.engine(), tools.metrics());
        return entry -> {
            Iso20022Settings own = settings(entry, tools);
            tools.callbacks().register(entry.id(), own.signature(), new Iso20022Callbacks(own.codes()));
            return factory.create(own, tools.vault());
        };
    }

    private static Iso20022Settings settings(ChannelEntry entry, ChannelTools tools) {
        HttpSection http = entry.requireHttp();
        PartiesSection parties = entry.require(PartiesSection.class);
        return new Iso20022Settings(
                entry.profile(),
                new Parties(parties.houseBic(), parties.bankBic(), parties.creditorName(), parties.creditorAccount()),
                http.baseUrl(),
                new Signature(http.secret().resolve(tools.settings().environment())),
                tools.callbackUrl(entry),
                Iso20022Settings.codes(entry.codeOverrides()),
                entry.connectTimeoutMs(),
                entry.inFlightMax(),
                entry.realBank());
    }
}
