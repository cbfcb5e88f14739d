package io.everswitch.channel.form;

import io.everswitch.channel.ChannelFamily;
import io.everswitch.channel.ChannelMaker;
import io.everswitch.channel.ChannelTools;
import io.everswitch.channel.FamilyInput;
import io.everswitch.channel.catalog.ChannelEntry;
import io.everswitch.channel.catalog.HttpSection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Forms of sorted, signed fields over HTTP, with back notifications. Stateless. */
public final class FormFamily implements ChannelFamily {
    @Override
    public Map<String, Set<String>> sections() {
        return Map.of(HttpSection.NAME, HttpSection.KEYS, FormSection.NAME, FormSection.KEYS);
    }

    @Override
    public List<Record> read(FamilyInput input) {
        try {
            FormCodes.codes(input.overrides());
        } catch (IllegalArgumentException e) {
            input.section().error("code_overrides", String.valueOf(e.getMessage()));
        }
        return Stream.concat(
                        Stream.<Record>ofNullable(HttpSection.readWithoutSecret(input)),
                        Stream.<Record>ofNullable(FormSection.read(input)))
                .toList();
    }

    @Override
    public ChannelMaker maker(ChannelTools tools) {
        return entry -> {
            FormSettings own = settings(entry, tools);
            tools.callbacks().register(entry.id(), own.seal(), new FormCallbacks(own.merchant(), own.codes()));
            return new FormChannel(own, tools.engine(), tools.vault(), tools.metrics());
        };
    }

    private static FormSettings settings(ChannelEntry entry, ChannelTools tools) {
        FormSection form = entry.require(FormSection.class);
        Map<String, String> environment = tools.settings().environment();
        KeyText own = KeyText.read(form.ownKey(), environment);
        KeyText banks = KeyText.read(form.bankKey(), environment);
        FormScheme scheme = switch (form.sign()) {
            case RSA -> RsaScheme.of(own, banks);
            case SM2 -> Sm2Scheme.of(own, banks);
        };
        return new FormSettings(
                entry.profile(),
                form.merchant(),
                entry.requireHttp().baseUrl(),
                new FormSeal(scheme, form.ownKeyId(), form.bankKeyId()),
                tools.callbackUrl(entry),
                FormCodes.codes(entry.codeOverrides()),
                entry.connectTimeoutMs(),
                entry.inFlightMax(),
                entry.realBank());
    }
}
