package io.everswitch.journal.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cells file may say. */
final class CellsFileTest {
    private static final String REST =
            ", contact-points = [\"127.0.0.1:9042\"], local-datacenter = dc1, keyspace = everswitch}";

    @Test
    void parse_twoCells_areBothThere() {
        List<Cell> cells =
                CellsFile.parse("cells = [{id = 0, weight = 0" + REST + ", {id = 7, weight = 30" + REST + "]");
        assertEquals(List.of("127.0.0.1:9042"), cells.get(1).contactPoints());
        assertEquals(List.of(0, 7), cells.stream().map(Cell::id).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cells = []",
                "cells = [{id = 0, weight = 0" + REST + "]",
                "cells = [{id = 256, weight = 1" + REST + "]",
                "cells = [{id = 0, weight = -1" + REST + "]",
                "cells = [{id = 0, weight = 1" + REST + ", {id = 0, weight = 1" + REST + "]",
                "cells = [{id = 0, weight = 1, contact-points = [nowhere], local-datacenter = dc1, keyspace = k}]",
                "cells = [{id = 0, weight = 1, contact-points = [\"a:1\"], local-datacenter = dc1, keyspace = \"k; DROP\"}]",
                "cells = [{id = 0, weight = 1, contact-points = [\"a:1\"], local-datacenter = dc1"
            })
    void parse_whatIsNotRight_isRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> CellsFile.parse(text));
    }
}
