package io.everswitch.channel.catalog;

import io.everswitch.domain.id.ChannelId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A catalog's file, read once, from which the catalog is made again whenever live settings change. Immutable; making a catalog
 * of 500 channels takes some milliseconds.
 */
public final class CatalogSource {
    /** Room for some thousand channels; more is surely not a catalog. */
    private static final long FILE_BYTES_MAX = 4L * 1024 * 1024;

    private final Source root;
    private final String name;
    private final ChannelCatalog catalog;

    private CatalogSource(Source root, String name, ChannelCatalog catalog) {
        this.root = root;
        this.name = name;
        this.catalog = catalog;
    }

    /**
     * Blocking, at start only.
     *
     * @throws IOException if the file cannot be read
     * @throws CatalogException if anything in it is wrong; it names everything that is
     */
    public static CatalogSource load(Path file) throws IOException, CatalogException {
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
    public static CatalogSource parse(String yaml, String name) throws CatalogException {
        Errors errors = new Errors();
        Source root = new SourceReader(errors).read(yaml);
        if (root == null) {
            throw new CatalogException(name, errors.sorted());
        }
        return new CatalogSource(root, name, read(root, name, LiveSettings.NONE, errors));
    }

    /** The catalog as the file has it. */
    public ChannelCatalog catalog() {
        return catalog;
    }

    /**
     * The catalog with live settings over it: what a channel's entry and its profiles say of a key counts only where the settings
     * say nothing of it; {@code code_overrides} are laid over each other code by code.
     *
     * @param settings channel → key → value, as JSON or YAML text
     * @throws CatalogException if they break a rule, name a channel that is not there, or a key that cannot change while the
     *     switch runs; its errors name the channel and the key, and stand at line 0
     */
    public ChannelCatalog with(Map<ChannelId, Map<String, String>> settings) throws CatalogException {
        if (settings.isEmpty()) {
            return catalog;
        }
        List<CatalogError> wrong = new ArrayList<>();
        settings.keySet().stream()
                .filter(id -> catalog.channel(id).isEmpty())
                .forEach(id -> wrong.add(new CatalogError(0, 0, "channel " + id, "id", "is not in the catalog")));
        if (!wrong.isEmpty()) {
            throw new CatalogException(name, wrong);
        }
        Errors errors = new Errors();
        LiveSettings live = LiveSettings.of(settings, errors);
        return read(root, name, live, errors);
    }

    private static ChannelCatalog read(Source root, String name, LiveSettings settings, Errors errors)
            throws CatalogException {
        ChannelCatalog read = new CatalogReader(errors, settings).read(root);
        if (!errors.isEmpty()) {
            throw new CatalogException(name, errors.sorted());
        }
        return read;
    }
}
