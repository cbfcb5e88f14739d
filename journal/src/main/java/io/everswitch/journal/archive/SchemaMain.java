package io.everswitch.journal.archive;

import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * {@code schema --cells FILE [--cell ID] [--replication MAP] [--apply]}: prints the statements that make a cell's keyspace and
 * tables, or applies them. They leave alone what is there, so they may be repeated.
 */
public final class SchemaMain {
    private static final int USAGE = 2;
    private static final int FAILED = 1;
    private static final long PATIENCE_S = 300;

    private SchemaMain() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    static int run(List<String> args, PrintStream out, PrintStream err) {
        List<String> known = List.of("--cells", "--cell", "--replication", "--apply");
        boolean formed = args.stream().filter(arg -> arg.startsWith("--")).allMatch(known::contains);
        try {
            String file = option(args, "--cells");
            String only = option(args, "--cell");
            String replication = option(args, "--replication");
            if (file != null && formed) {
                return run(new Wanted(file, only, replication, args.contains("--apply")), out, err);
            }
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
        }
        err.println("usage: schema --cells FILE [--cell ID] [--replication MAP] [--apply]");
        return USAGE;
    }

    /** @param only the id of the one cell that is meant; null: all */
    private record Wanted(
            String file, @Nullable String only, @Nullable String replication, boolean apply) {}

    private static int run(Wanted wanted, PrintStream out, PrintStream err) {
        Config journal = ConfigFactory.load().getConfig("everswitch.journal");
        ArchiveSettings settings = ArchiveSettings.from(journal);
        String replication = wanted.replication() == null ? settings.replication() : wanted.replication();
        ArchivedRows rows = Named.make(ArchivedRows.class, settings.rows());
        try {
            boolean found = false;
            for (Cell cell : CellsFile.read(Path.of(wanted.file()))) {
                if (wanted.only() == null || wanted.only().equals(Integer.toString(cell.id()))) {
                    found = true;
                    List<String> statements = Cql.schema(cell.keyspace(), replication, rows);
                    out.println("-- archive cell " + cell.id() + ", " + cell.contactPoints());
                    statements.forEach(statement -> out.println(statement + ";"));
                    if (wanted.apply()) {
                        apply(cell, settings, statements);
                        out.println("-- applied to archive cell " + cell.id());
                    }
                }
            }
            if (found) {
                return 0;
            }
            err.println("no cell " + wanted.only() + " in " + wanted.file());
        } catch (IOException | IllegalArgumentException | TimeoutException e) {
            err.println(e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (ExecutionException e) {
            Throwable cause = Failures.unwrap(e);
            err.println(Failures.describe(e) + ": " + cause.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("interrupted");
        }
        return FAILED;
    }

    private static void apply(Cell cell, ArchiveSettings settings, List<String> statements)
            throws ExecutionException, InterruptedException, TimeoutException {
        try (CqlSession session = DriverSettings.open(cell, settings.session())
                .toCompletableFuture()
                .get(PATIENCE_S, TimeUnit.SECONDS)) {
            SchemaChange.apply(session, statements).toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        }
    }

    private static @Nullable String option(List<String> args, String name) {
        int at = args.indexOf(name);
        boolean valued = at >= 0 && at + 1 < args.size() && !args.get(at + 1).startsWith("--");
        if (at >= 0 && !valued) {
            throw new IllegalArgumentException(name + " needs a value: " + Arrays.toString(args.toArray()));
        }
        return valued ? args.get(at + 1) : null;
    }
}
