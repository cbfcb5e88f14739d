package io.everswitch.chaos.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of one of our JVMs. */
final class JavaCommand {
    /** What Hazelcast asks for on Java 17 and newer; without them it warns and measures less. */
    static final List<String> HAZELCAST_FLAGS = List.of(
            "--add-modules=java.se",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.management/sun.management=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

    /**
     * Only the first compiler. On two cores with seven young JVMs the second one takes most of the time for minutes: measured,
     * half of all answers of three nodes took 47 ms without it, and 760 ms with it. Right for processes that nobody measures
     * at their limit; wrong for a bench.
     */
    static final String QUICK_TO_WARM = "-XX:TieredStopAtLevel=1";

    private final List<String> line = new ArrayList<>();
    private final String classPath;

    JavaCommand(String process, String classPath, int heapMb) {
        this.classPath = classPath;
        line.add(program());
        line.add("-Xmx" + heapMb + "m");
        // Two cores give the common pool one worker, and then every asynchronous task starts a thread of its own.
        line.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=2");
        line.add("-XX:+ExitOnOutOfMemoryError");
        line.add(mark(process));
    }

    static String program() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** By this a living process is known as ours, whatever else stands in its command line. */
    static String mark(String process) {
        return "-Deverswitch.process=" + process;
    }

    JavaCommand flag(String flag) {
        line.add(flag);
        return this;
    }

    /** The command line up to the main class, for whoever adds one. */
    List<String> untilClassPath() {
        List<String> whole = new ArrayList<>(line);
        whole.add("-cp");
        whole.add(classPath);
        return whole;
    }

    List<String> main(String mainClass, String... arguments) {
        List<String> whole = new ArrayList<>(untilClassPath());
        whole.add(mainClass);
        whole.addAll(List.of(arguments));
        return whole;
    }
}
