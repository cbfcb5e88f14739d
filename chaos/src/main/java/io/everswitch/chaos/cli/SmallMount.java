package io.everswitch.chaos.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A small disk in memory, mounted while this process lives: what is full then is nobody's real disk. Needs root. */
final class SmallMount {
    private static final int COMMAND_MAX_S = 10;

    private SmallMount() {}

    /** @return the folder that it is mounted at */
    static String at(Path folder, int megabytes) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // A left-over of a drill that was killed would be full from the beginning.
        run(List.of("umount", folder.toString()));
        if (run(List.of("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString())) != 0) {
            throw new IllegalStateException("this drill needs root: a small disk cannot be mounted at " + folder);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> run(List.of("umount", "-l", folder.toString()))));
        return folder.toString();
    }

    private static int run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(COMMAND_MAX_S, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
