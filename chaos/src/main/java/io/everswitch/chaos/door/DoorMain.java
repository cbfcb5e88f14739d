package io.everswitch.chaos.door;

import io.everswitch.chaos.http.LogFile;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The front door as a process. Prints a line that starts with READY once its ports are open; SIGTERM ends it cleanly. */
@Command(
        name = "front-door",
        mixinStandardHelpOptions = true,
        description = "One address for all nodes: sends each request to a node that is ready.")
public final class DoorMain implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--api-port", description = "merchant API and cashier (default: ${DEFAULT-VALUE})")
    private int apiPort = 8079;

    @Option(names = "--callbacks-port", description = "bank callbacks (default: ${DEFAULT-VALUE})")
    private int callbacksPort = 8078;

    @Option(names = "--node", required = true, description = "NAME=HOST:API:CALLBACKS:OPERATIONS; one for each node")
    private List<String> nodes = List.of();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DoorMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        LogFile.quiet();
        CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
        try {
            List<DoorSettings.NodeAddress> addresses =
                    nodes.stream().map(DoorSettings.NodeAddress::parse).toList();
            FrontDoor door =
                    FrontDoor.start(new DoorSettings(apiPort, callbacksPort, addresses, DoorSettings.Limits.STANDARD));
            Runtime.getRuntime().addShutdownHook(new Thread(door::close, "door-shutdown"));
            line.getOut().println("READY http://127.0.0.1:" + door.apiPort());
            line.getOut().flush();
            new CountDownLatch(1).await();
            return CommandLine.ExitCode.OK;
        } catch (IOException | IllegalArgumentException e) {
            line.getErr().println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }
}
