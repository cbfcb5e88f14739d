package io.everswitch.chaos.bench;

import java.time.Duration;
import java.util.List;

/** The CPU time that processes have used so far, as the operating system counts it (user and system). */
final class SwitchCpu {
    private final List<ProcessHandle> processes;

    SwitchCpu(List<ProcessHandle> processes) {
        this.processes = List.copyOf(processes);
    }

    double seconds() {
        return processes.stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .mapToDouble(duration -> duration.toNanos() / 1e9)
                .sum();
    }
}
