package io.everswitch.channel.catalog;

import io.everswitch.domain.id.ChannelId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The banks and channels of a switch, from one YAML file ({@code docs/channel-catalog.md}). Immutable. Every channel's bank
 * is one of the banks, ids are unique, every value is in its range.
 */
public record ChannelCatalog(List<BankEntry> banks, List<ChannelEntry> channels) {
    public ChannelCatalog {
        banks = List.copyOf(banks);
        channels = List.copyOf(channels);
    }

    /**
     * Blocking, at start only.
     *
     * @throws IOException if the file cannot be read
     * @throws CatalogException if anything in it is wrong; it names everything that is
     */
    public static ChannelCatalog load(Path file) throws IOException, CatalogException {
        return CatalogSource.load(file).catalog();
    }

    /**
     * @param name how the text is called in errors
     * @throws CatalogException if anything in it is wrong; it names everything that is
     */
    public static ChannelCatalog parse(String yaml, String name) throws CatalogException {
        return CatalogSource.parse(yaml, name).catalog();
    }

    public Optional<ChannelEntry> channel(ChannelId id) {
        return channels.stream().filter(channel -> channel.id().equals(id)).findFirst();
    }
}
