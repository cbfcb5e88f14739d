package io.everswitch.channel.httpjson;

import io.everswitch.channel.ChannelFamily;
import io.everswitch.channel.ChannelMaker;
import io.everswitch.channel.ChannelTools;
import io.everswitch.channel.FamilyInput;
import io.everswitch.channel.catalog.ChannelEntry;
import io.everswitch.channel.catalog.HttpSection;
import io.everswitch.channel.http.Signature;
import io.everswitch.channel.support.CodeMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** HTTP JSON with callbacks; it speaks the codes of ISO 8583 field 39. Stateless. */
public final class HttpJsonFamily implements ChannelFamily {
    @Override
    public Map<String, Set<String>> sections() {
        return Map.of(HttpSection.NAME, HttpSection.KEYS);
    }

    @Override
    public List<Record> read(FamilyInput input) {
        return Stream.<Record>ofNullable(HttpSection.read(input)).toList();
    }

    @Override
    public ChannelMaker maker(ChannelTools tools) {
        HttpJsonChannelFactory factory = new HttpJsonChannelFactory(tools.engine(), tools.metrics());
        return entry -> {
            HttpJsonSettings own = settings(entry, tools);
            tools.callbacks().register(own);
            return factory.create(own, tools.vault());
        };
    }

    private static HttpJsonSettings settings(ChannelEntry entry, ChannelTools tools) {
        HttpSection http = entry.requireHttp();
        return new HttpJsonSettings(
                entry.profile(),
                http.baseUrl(),
                new Signature(http.secret().resolve(tools.settings().environment())),
                tools.callbackUrl(entry),
                CodeMap.iso8583().with(entry.codeOverrides()),
                entry.connectTimeoutMs(),
                entry.inFlightMax(),
                entry.realBank());
    }
}
