package io.everswitch.chaos.bench.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Measures journals one after the other, each in fresh processes on the same cores, with the same entities and the same
 * number of them at once. Blocks.
 */
public final class JournalContest {

    /**
     * How it is measured.
     *
     * @param java program and flags, up to the class path and its value
     * @param dir where the contestants may write and log; emptied by nobody
     * @param cassandra {@code host:port} of a running Cassandra, empty to leave that contestant out
     * @param only contestants to measure, by the names of the figures; empty for all
     * @param concurrent entities at once, over all processes of a contestant
     */
    public record Settings(
            List<String> java,
            Path dir,
            String cassandra,
            Set<String> only,
            int concurrent,
            int warmupSeconds,
            int seconds) {
        public Settings {
            java = List.copyOf(java);
            only = Set.copyOf(only);
        }
    }

    private final Settings settings;
    private final Consumer<String> told;

    public JournalContest(Settings settings, Consumer<String> told) {
        this.settings = settings;
        this.told = told;
    }

    public JournalFigures run() throws IOException {
        JournalFigures figures = new JournalFigures(settings);
        for (Contestant contestant : Contestant.values()) {
            boolean wanted = settings.only().isEmpty() || settings.only().contains(contestant.key());
            if (wanted
                    && (contestant != Contestant.CASSANDRA
                            || !settings.cassandra().isEmpty())) {
                JournalFigures.Row row = measure(contestant);
                figures.add(row);
                told.accept(figures.line(row));
            }
        }
        return figures;
    }

    private JournalFigures.Row measure(Contestant contestant) throws IOException {
        List<String> members = addresses(contestant.processes());
        List<ContestantProcess> processes = new ArrayList<>();
        try {
            for (int member = 0; member < contestant.processes(); member++) {
                processes.add(start(contestant, member, members));
            }
            for (ContestantProcess process : processes) {
                process.awaitReady();
            }
            for (ContestantProcess process : processes) {
                process.go();
            }
            return together(contestant, processes);
        } finally {
            processes.forEach(ContestantProcess::close);
        }
    }

    private ContestantProcess start(Contestant contestant, int member, List<String> members) throws IOException {
        String name = contestant.key() + "-" + member;
        Path own = Files.createTempDirectory(Files.createDirectories(settings.dir()), name + "-");
        List<String> command = new ArrayList<>(settings.java());
        command.addAll(List.of(
                JournalBenchMain.class.getName(),
                "--contestant=" + contestant,
                "--dir=" + own.resolve("journal"),
                "--member=" + member,
                "--members=" + String.join(",", members),
                "--cassandra=" + settings.cassandra(),
                "--concurrent=" + settings.concurrent() / contestant.processes(),
                "--warmup=" + settings.warmupSeconds(),
                "--seconds=" + settings.seconds()));
        return ContestantProcess.start(command, own.resolve("process.log"));
    }

    private static JournalFigures.Row together(Contestant contestant, List<ContestantProcess> processes)
            throws IOException {
        double perSecond = 0;
        long facts = 0;
        long cpuNanos = 0;
        Histogram micros = null;
        for (ContestantProcess process : processes) {
            JsonNode result = process.result();
            facts += result.path("facts").asLong();
            perSecond +=
                    result.path("facts").asLong() * 1e9 / result.path("nanos").asLong();
            cpuNanos += result.path("cpu_nanos").asLong();
            Histogram own = histogram(result.path("micros").asText());
            if (micros == null) {
                micros = own;
            } else {
                micros.add(own);
            }
        }
        if (micros == null || facts == 0) {
            throw new IOException(contestant.title() + " acknowledged nothing");
        }
        return new JournalFigures.Row(contestant, perSecond, micros, cpuNanos / 1e3 / facts);
    }

    private static Histogram histogram(String encoded) throws IOException {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(encoded)), 0);
        } catch (DataFormatException e) {
            throw new IOException("a process of the bench told no histogram", e);
        }
    }

    /** Free ports: the processes of one contestant find each other by them. */
    private static List<String> addresses(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            List<String> addresses = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(socket);
                addresses.add("127.0.0.1:" + socket.getLocalPort());
            }
            return addresses;
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
