package io.everswitch.chaos.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Starts one process of the demo again, as it was, after it was killed. */
@Command(name = "start", description = "Start one process of the demo again, as it was.")
final class StartCommand implements Callable<Integer> {
    private static final Duration START_MAX = Duration.ofSeconds(90);

    @Parameters(paramLabel = "NAME", description = "As in .everswitch/run/NAME.pid, for example node-1.")
    String name = "";

    @Override
    public Integer call() throws InterruptedException {
        ManagedProcess process = new ManagedProcess(Home.here(), name);
        ManagedProcess.Plan plan = process.plan();
        process.start(plan);
        new Readiness().await(process, plan.readyUrl(), START_MAX);
        return 0;
    }
}
