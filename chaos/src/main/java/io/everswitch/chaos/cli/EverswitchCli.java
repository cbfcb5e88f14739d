package io.everswitch.chaos.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The launcher's commands, but for {@code node} and {@code test}, which need no demo. */
@Command(
        name = "everswitch",
        description = "An actor-based, high-availability payment switch.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "  test   Run all tests.",
            "  node   Run one node: everswitch node --config FILE [--channels FILE] (docs/configuration.md).",
            "  schema Print the archive's tables, or make them with --apply: everswitch schema --cells FILE.",
            "",
            "State, logs and pids are in .everswitch/."
        },
        subcommands = {
            DemoCommand.class,
            DownCommand.class,
            StartCommand.class,
            BenchCommand.class,
            DrillCommand.class,
            RoutingCommand.class
        })
public final class EverswitchCli {
    private EverswitchCli() {}

    public static void main(String[] args) {
        CommandLine cli = new CommandLine(new EverswitchCli());
        cli.setExecutionExceptionHandler((failure, command, result) -> {
            command.getErr().println("everswitch: " + failure.getMessage());
            return 1;
        });
        System.exit(cli.execute(args));
    }
}
