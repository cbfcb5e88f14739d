package io.everswitch.chaos.cli;

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
        List<ManagedProcess> all = ManagedProcess.all(home);
        NodeNetwork.of(home).healAll();
        for (Stage stage : Stage.values()) {
            List<ManagedProcess> now =
                    all.stream().filter(process -> Stage.of(process) == stage).toList();
            // All of a stage at once: nine nodes one after the other would take as long as nine patient ends.
            now.forEach(ManagedProcess::askToEnd);
            now.forEach(ManagedProcess::awaitEnd);
            now.forEach(ManagedProcess::forget);
        }
        DemoOwner.forget(home);
    }

    /** Who goes when. */
    private enum Stage {
        SWITCH,
        PARTNERS,
        /** Nobody needs them any more. */
        GROUND;

        static Stage of(ManagedProcess process) {
            if (process.name().startsWith("node-")) {
                return SWITCH;
            }
            return process.name().startsWith("cassandra-") || process.name().equals(DemoPlan.FAULT_PROXY)
                    ? GROUND
                    : PARTNERS;
        }
    }
}
