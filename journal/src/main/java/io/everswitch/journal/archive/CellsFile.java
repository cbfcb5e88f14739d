package io.everswitch.journal.archive;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the cells file (HOCON): {@code cells = [{id = 0, weight = 100, contact-points = ["127.0.0.1:9042"], local-datacenter =
 * dc1, keyspace = everswitch}]}. Stateless. What is not right about it is an {@link IllegalArgumentException}.
 */
final class CellsFile {
    private static final long BYTES_MAX = 1 << 20;

    private CellsFile() {}

    static List<Cell> read(Path file) throws IOException {
        if (Files.size(file) > BYTES_MAX) {
            throw new IllegalArgumentException("the cells file is larger than " + BYTES_MAX + " bytes");
        }
        return parse(Files.readString(file));
    }

    static List<Cell> parse(String text) {
        try {
            Config config = ConfigFactory.parseString(text, ConfigParseOptions.defaults());
            List<Cell> cells = new ArrayList<>();
            Set<Integer> ids = new HashSet<>();
            for (Config cell : config.resolve().getConfigList("cells")) {
                Cell read = new Cell(
                        cell.getInt("id"),
                        cell.getInt("weight"),
                        cell.getStringList("contact-points"),
                        cell.getString("local-datacenter"),
                        cell.getString("keyspace"));
                if (!ids.add(read.id())) {
                    throw new IllegalArgumentException("two cells have the id " + read.id());
                }
                cells.add(read);
            }
            if (cells.stream().noneMatch(cell -> cell.weight() > 0)) {
                throw new IllegalArgumentException("no cell has a weight above 0: new payments would have no place");
            }
            return List.copyOf(cells);
        } catch (ConfigException e) {
            throw new IllegalArgumentException("the cells file cannot be read: " + e.getMessage(), e);
        }
    }
}
