package io.everswitch.chaos.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Ends every process of the demo: the switch first, so that it can still finish with banks and merchants. */
@Command(name = "down", description = "End everything that demo started.")
final class DownCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        stopAll(Home.here());
        return 0;
    }

    static void stopAll(Home home) {
        List<ManagedProcess> processes = new ArrayList<>(ManagedProcess.all(home));
        processes.sort(Comparator.comparing(process -> !process.name().contains("node")));
        processes.forEach(ManagedProcess::stop);
        DemoOwner.forget(home);
    }
}
