package io.everswitch.channel;

import io.everswitch.channel.catalog.FamilyReader;
import io.everswitch.channel.catalog.Section;
import io.everswitch.channel.iso8583.Iso8583ChannelFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** ISO 8583 over TCP. Stateless. */
public final class Iso8583Family implements ChannelFamily {
    @Override
    public Map<String, Set<String>> sections() {
        return Map.of(FamilyReader.ISO, FamilyReader.ISO_KEYS);
    }

    @Override
    public void onlyKnownInside(Section own) {
        FamilyReader.onlyKnownInside(own);
    }

    @Override
    public boolean answersQueries() {
        return false;
    }

    @Override
    public List<Record> read(FamilyInput input) {
        return Stream.<Record>ofNullable(new FamilyReader(input.section()).iso(input.self(), input.realBank()))
                .toList();
    }

    /** One factory for all: the trace numbers of a terminal are shared by its channels. */
    @Override
    public ChannelMaker maker(ChannelTools tools) {
        Iso8583ChannelFactory factory = new Iso8583ChannelFactory(
                        tools.metrics(), () -> ThreadLocalRandom.current().nextDouble())
                .withStans(tools.settings().stans());
        return entry -> factory.create(
                EntrySettings.iso8583(entry, tools.settings()),
                tools.vault(),
                tools.answers(),
                tools.loops(),
                tools.clock());
    }
}
