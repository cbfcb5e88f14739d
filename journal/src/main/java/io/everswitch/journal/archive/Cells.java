package io.everswitch.journal.archive;

import io.everswitch.journal.JournalUnavailable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive cells as the cells file names them, which is read again every second: a cell that appears is connected to and
 * takes its share, one with a changed weight changes its share, one that moved is connected to anew. A file that is not right
 * changes nothing and is told once. Safe to use from any thread; the file is read on the archive's timer.
 */
final class Cells implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cells.class);
    private static final long REREAD_MS = 1_000;

    private final ArchiveSettings settings;
    private final ArchivedRows rows;
    private final ArchiveThreads threads;
    /** Replaced as a whole. */
    private volatile Map<Integer, Placed> cells = Map.of();

    private String toldAboutFile = "";
    private boolean closed;

    /** A cell as it is described now, and its session, which may be older than the description's weight. */
    private record Placed(Cell cell, CellSession session) {}

    /** Reads the file; one that is not right at the start is an {@link IllegalArgumentException}. */
    Cells(ArchiveSettings settings, ArchivedRows rows, ArchiveThreads threads) {
        this.settings = settings;
        this.rows = rows;
        this.threads = threads;
        try {
            take(CellsFile.read(settings.cellsFile()));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "everswitch.journal.archive.cells-file: " + settings.cellsFile() + " cannot be read", e);
        }
        threads.later(this::reread, REREAD_MS);
    }

    private void reread() {
        String complaint = "";
        try {
            take(CellsFile.read(settings.cellsFile()));
        } catch (IOException | RuntimeException e) {
            complaint = String.valueOf(e.getMessage());
            if (!complaint.equals(toldAboutFile)) {
                LOG.error(
                        "the cells file is ignored until it is right again; the cells stay as they are: {}", complaint);
            }
        }
        toldAboutFile = complaint;
        threads.later(this::reread, REREAD_MS);
    }

    private synchronized void take(List<Cell> described) {
        if (closed) {
            return;
        }
        Map<Integer, Placed> before = cells;
        Map<Integer, Placed> after = new TreeMap<>();
        for (Cell cell : described) {
            Placed known = before.get(cell.id());
            CellSession session = known != null && known.cell.samePlace(cell)
                    ? known.session
                    : new CellSession(cell, settings, rows, threads);
            after.put(cell.id(), new Placed(cell, session));
        }
        before.forEach((id, known) -> {
            Placed now = after.get(id);
            if (now == null) {
                LOG.error("archive cell {} is no longer in the cells file: its payments cannot be read any more", id);
            }
            if (now == null || now.session != known.session) {
                known.session.close();
            }
        });
        cells = Map.copyOf(after);
    }

    /** Which cell a new id should name, by weight. */
    int cellForNew(RandomGenerator random) {
        List<Placed> sorted = sorted();
        int total = sorted.stream().mapToInt(placed -> placed.cell.weight()).sum();
        int drawn = random.nextInt(total);
        for (Placed placed : sorted) {
            drawn -= placed.cell.weight();
            if (drawn < 0) {
                return placed.cell.id();
            }
        }
        throw new IllegalStateException("weights changed while they were added up");
    }

    private List<Placed> sorted() {
        return cells.values().stream()
                .sorted((a, b) -> Integer.compare(a.cell.id(), b.cell.id()))
                .toList();
    }

    @Nullable
    CellSession session(int id) {
        Placed placed = cells.get(id);
        return placed == null ? null : placed.session;
    }

    CellSession sessionOf(String persistenceId, int id) {
        CellSession session = session(id);
        if (session == null) {
            LOG.error("{} belongs to archive cell {}, which is not in the cells file", persistenceId, id);
            throw new JournalUnavailable(
                    persistenceId + " belongs to archive cell " + id + ", which is not in the cells file");
        }
        return session;
    }

    List<CellSession> sessions() {
        return sorted().stream().map(Placed::session).toList();
    }

    List<ArchiveStatus.CellStatus> status() {
        return sorted().stream()
                .map(placed -> new ArchiveStatus.CellStatus(
                        placed.cell.id(), placed.cell.weight(), placed.session.complaint()))
                .toList();
    }

    @Override
    public synchronized void close() {
        closed = true;
        cells.values().forEach(placed -> placed.session.close());
    }
}
