package io.everswitch.journal.archive;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real Cassandra as a process, one for all tests of this JVM; started when it is first asked for, ended with the JVM. */
public final class CassandraProcess {
    private static final String ADDRESS = "127.0.0.31";
    private static final long START_S = 120;

    private static @Nullable CassandraProcess started;

    private final Process process;
    private final int port;

    private CassandraProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static synchronized CassandraProcess get() {
        try {
            CassandraProcess running = started;
            if (running == null) {
                running = start();
                started = running;
            }
            return running;
        } catch (IOException e) {
            throw new AssertionError("Cassandra did not start: " + e, e);
        }
    }

    private static CassandraProcess start() throws IOException {
        Path home = Path.of(System.getProperty("everswitch.cassandra.home", "../chaos/cassandra"));
        Path jars = home.resolve("target/lib");
        if (!Files.isDirectory(jars)) {
            throw new AssertionError(
                    "no Cassandra in " + jars + "; ./mvnw -pl chaos/cassandra generate-resources brings it");
        }
        Path dir = Files.createTempDirectory("everswitch-cassandra");
        int port = freePort();
        String yaml = Files.readString(home.resolve("conf/cassandra.yaml"))
                .replace("@CLUSTER@", dir.getFileName().toString())
                .replace("@STORAGE_PORT@", Integer.toString(freePort()))
                .replace("@NATIVE_PORT@", Integer.toString(port))
                .replace("@ADDRESS@", ADDRESS)
                .replace("@DIR@", dir.toString());
        String storage = yaml.lines()
                .filter(line -> line.startsWith("storage_port"))
                .findFirst()
                .orElseThrow();
        yaml = yaml.replace(
                "@SEEDS@",
                ADDRESS + ":" + storage.substring(storage.indexOf(' ') + 1).strip());
        Path file = Files.writeString(dir.resolve("cassandra.yaml"), yaml);
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.add("@" + home.resolve("jvm.options"));
        command.addAll(List.of(
                "-Dcassandra.config=" + file.toUri(),
                "-Dcassandra.storagedir=" + dir,
                "-Dcassandra.logdir=" + dir.resolve("logs"),
                "-Dcassandra.jmx.local.port=" + freePort(),
                "-cp",
                home.resolve("conf") + File.pathSeparator + jars + "/*",
                "org.apache.cassandra.service.CassandraDaemon"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("out.log").toFile())
                .start();
        CassandraProcess cassandra = new CassandraProcess(process, port);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cassandra.end(dir)));
        cassandra.awaitPort(dir);
        return cassandra;
    }

    private void awaitPort(Path dir) throws IOException {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_S);
        while (System.nanoTime() < endNanos) {
            if (!process.isAlive()) {
                throw new IOException("it ended: " + Files.readString(dir.resolve("out.log")));
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(ADDRESS, port), 200);
                return;
            } catch (IOException e) {
                pause(200);
            }
        }
        throw new IOException("no answer within " + START_S + " s", new TimeoutException());
    }

    static void pause(long ms) {
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(ADDRESS))) {
            return socket.getLocalPort();
        }
    }

    public int port() {
        return port;
    }

    public String contactPoint() {
        return ADDRESS + ":" + port;
    }

    /** A cells file with one cell of this cluster. */
    public String cell(int id, int weight, String keyspace) {
        return "{id = " + id + ", weight = " + weight + ", contact-points = [\"" + contactPoint()
                + "\"], local-datacenter = dc1, keyspace = " + keyspace + "}";
    }

    /** From now on it accepts and does not answer. */
    public void pause() {
        signal("-STOP");
    }

    public void goOn() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new AssertionError("no kill command", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void end(Path dir) {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            try (Stream<Path> files = Files.walk(dir)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
