package io.everswitch.channel.catalog;

import io.everswitch.domain.id.ChannelId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The banks and channels of a switch, from one YAML file ({@code docs/channel-catalog.md}). Immutable. Every channel's bank
 * is one of the banks, ids are unique, every value is in its range.
 */
public record ChannelCatalog(List<BankEntry> banks, List<ChannelEntry> channels) {
    /** Room for some thousand channels; more is surely not a catalog. */
    private static final long FILE_BYTES_MAX = 4L * 1024 * 1024;

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
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new CatalogException(
                    file.toString(),
                    List.of(new CatalogError(0, 0, "catalog", "file", "must be at most " + FILE_BYTES_MAX + " bytes")));
        }
        return parse(Files.readString(file), file.toString());
    }

    /**
     * @param name how the text is called in errors
     * @throws CatalogException if anything in it is wrong; it names everything that is
     */
    public static ChannelCatalog parse(String yaml, String name) throws CatalogException {
        Errors errors = new Errors();
        ChannelCatalog catalog = new CatalogReader(errors).read(yaml);
        if (!errors.isEmpty()) {
            throw new CatalogException(name, errors.sorted());
        }
        return catalog;
    }

    public Optional<ChannelEntry> channel(ChannelId id) {
        return channels.stream().filter(channel -> channel.id().equals(id)).findFirst();
    }
}
